package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void a_message_is_done_only_when_each_of_its_pieces_has_returned() {
    Progress progress = new Progress(new SQSMessage());
    progress.expects(2);
    progress.guard(progress::pieceDone);
    assertThat(progress.failure()).containsInstanceOf(Retry.Busy.class);
  }

  @Test
  void a_message_of_no_pieces_is_done() {
    Progress progress = new Progress(new SQSMessage());
    progress.expects(0);
    assertThat(progress.failure()).isEmpty();
  }

  @Test
  void a_message_that_was_never_looked_at_is_not_done() {
    assertThat(new Progress(new SQSMessage()).failure()).isPresent();
  }

  @Test
  void a_piece_that_dies_of_an_error_sends_its_message_back() {
    for (Lanes lanes : List.of(Lanes.one(), Lanes.of(2))) {
      List<Progress> messages = new ArrayList<>();
      List<Runnable> pieces = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Progress progress = new Progress(new SQSEvent.SQSMessage());
        progress.expects(1);
        boolean dies = i == 1;
        messages.add(progress);
        pieces.add(
            () ->
                progress.guard(
                    () -> {
                      if (dies) {
                        throw new StackOverflowError("deep");
                      }
                      progress.pieceDone();
                    }));
      }
      lanes.run(pieces);
      assertThat(messages)
          .extracting(message -> message.failure().isPresent())
          .containsExactly(false, true, false);
    }
  }
}
