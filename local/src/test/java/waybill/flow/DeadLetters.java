package waybill.flow;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** The dead-letter queue of one queue, and the way back from it. */
record DeadLetters(Shop shop, String queue) {

  private static final int RECEIVE_MAX = 10;

  /** More than any test kills. */
  private static final int RECEIVES_MAX = 100;

  /** The bodies of what is dead, which comes to life again after its visibility timeout. */
  List<String> bodies() {
    return received().stream().map(Message::body).toList();
  }

  /** Sends every message back before it is deleted, as whoever does it may die in between. */
  void redrive() {
    for (Message message : received()) {
      shop.send(queue, message.body());
      shop.platform
          .sqs()
          .deleteMessage(r -> r.queueUrl(url()).receiptHandle(message.receiptHandle()));
    }
  }

  /** Sends every message back, and dies before any is deleted. */
  void redriveAndDie() {
    received().forEach(message -> shop.send(queue, message.body()));
  }

  private List<Message> received() {
    List<Message> all = new ArrayList<>();
    for (int i = 0; i < RECEIVES_MAX; i++) {
      List<Message> some =
          shop.platform
              .sqs()
              .receiveMessage(r -> r.queueUrl(url()).maxNumberOfMessages(RECEIVE_MAX))
              .messages();
      if (some.isEmpty()) {
        return all;
      }
      all.addAll(some);
    }
    throw new AssertionError("still not empty after " + RECEIVES_MAX + " receives");
  }

  private String url() {
    return shop.platform.queueUrl(queue + "-dlq");
  }
}
