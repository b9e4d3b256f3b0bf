package waybill.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import waybill.local.demo.Receiver;
import waybill.localstack.LocalStack;
import waybill.localstack.NeedsImages;

/**
 * The way of an order through the deployed functions, on the mappings that deliver between them.
 */
@Tag("localstack")
@ResourceLock(Deployment.STACK)
@NeedsImages(
    suite = "deployed",
    images = {LocalStack.IMAGE, LocalStack.LAMBDA_IMAGE})
class DeployedFlowTest {

  private static final int SERVICE_UNAVAILABLE = 503;

  private final Deployment deployment = Deployment.shared();
  private final Merchant merchant = new Merchant(deployment);

  @Test
  void an_order_takes_stock_and_gives_points_by_the_message_that_the_relay_sends()
      throws Exception {
    merchant.stock("tea", 10);
    String order = merchant.place("tea", 3);
    merchant.awaitOrder(order, "PLACED", "RESERVED", "GRANTED");
    assertThat(merchant.stockOf("tea")).containsExactly("7", "3");
    assertThat(merchant.balance()).isEqualTo("4");
    Map<String, AttributeValue> row =
        merchant.awaitMessage(order, "order.placed", DeployedFlowTest::isSent);
    assertThat(row.get("sentBy").s()).isEqualTo("relay");
  }

  @Test
  void an_order_that_finds_no_stock_is_rejected_and_its_points_are_taken_back() throws Exception {
    merchant.stock("tea", 2);
    String order = merchant.place("tea", 3);
    merchant.awaitOrder(order, "REJECTED", "REJECTED", "REVERSED");
    assertThat(merchant.stockOf("tea")).containsExactly("2", "0");
    assertThat(merchant.balance()).isEqualTo("0");
  }

  @Test
  void money_for_an_order_that_finds_no_stock_is_refunded() throws Exception {
    merchant.stock("tea", 2);
    String order = merchant.place("tea", 3);
    merchant.pay(order, "pay-1", 450);
    merchant.awaitOrder(order, "REFUNDED", "REJECTED", "REVERSED");
    assertThat(merchant.order(order).at("/payment/paymentId").asText()).isEqualTo("pay-1");
    merchant.awaitMessage(order, "payment.refunded", DeployedFlowTest::isSent);
  }

  @Test
  void a_payment_is_told_until_the_merchants_server_takes_it() throws Exception {
    try (Receiver receiver = Receiver.start(new InetSocketAddress(0))) {
      receiver.fail(2, SERVICE_UNAVAILABLE, Map.of());
      JsonNode endpoint = merchant.endpoint(receiver.url(LocalStack.HOST).toString());
      merchant.stock("tea", 10);
      String order = merchant.place("tea", 2);
      merchant.pay(order, "pay-1", 300);
      List<Receiver.Call> calls =
          Await.until(
              "a call that was answered with 200",
              receiver::calls,
              seen -> !seen.isEmpty() && seen.get(seen.size() - 1).answered() == 200,
              () ->
                  deployment.lambda.logs(
                      "OutboxRelayFunction", "NotifierFunction", "RetryNotifierFunction"));
      assertThat(calls)
          .extracting(call -> call.header("webhook-attempt"))
          .containsExactly("1/50", "2/50", "3/50");
      assertThat(calls).extracting(call -> call.header("webhook-id")).containsOnly(idOf(calls));
      assertThat(calls).extracting(Receiver.Call::body).containsOnly(calls.get(0).body());
      assertThat(calls.get(0).body()).contains("payment.captured", order, "pay-1");
      Webhook judge = new Webhook(endpoint.get("secret").asText());
      for (Receiver.Call call : calls) {
        judge.verify(call.body(), headers(call));
      }
    }
  }

  private static boolean isSent(Map<String, AttributeValue> row) {
    return row.containsKey("status") && row.get("status").s().equals("SENT");
  }

  private static String idOf(List<Receiver.Call> calls) {
    return calls.get(0).header("webhook-id");
  }

  private static HttpHeaders headers(Receiver.Call call) {
    Map<String, List<String>> headers =
        call.headers().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return HttpHeaders.of(headers, (name, value) -> true);
  }
}
