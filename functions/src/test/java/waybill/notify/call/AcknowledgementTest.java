package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementTest {

  @Test
  void success_is_said_as_a_word_or_as_a_code() {
    for (String body :
        List.of(
            "success", "SUCCESS", " Success\r\n", "{\"code\":\"SUCCESS\",\"message\":\"ok\"}")) {
      assertThat(Acknowledgement.isSuccess(bytes(body))).as(body).isTrue();
    }
  }

  @Test
  void anything_else_is_no_success() {
    for (String body :
        List.of(
            "",
            "fail",
            "successful",
            "\"success\"",
            "{\"code\":\"FAIL\"}",
            "{\"code\":\"success\"}",
            "{\"code\":[\"SUCCESS\"]}",
            "{\"code\":\"SUCCESS\"",
            "{\"code\":\"SUCCESS\"}}",
            "{\"code\":\"FAIL\",\"code\":\"SUCCESS\"}",
            "[\"SUCCESS\"]",
            "{\"a\":".repeat(2000))) {
      assertThat(Acknowledgement.isSuccess(bytes(body))).as(body).isFalse();
    }
  }

  @Test
  void what_is_logged_is_one_short_printable_line() {
    assertThat(Acknowledgement.printable(bytes("a\r\n\u001b[31mb\u0000\u202ec\t\td")))
        .isEqualTo("a [31mb c d");
    assertThat(Acknowledgement.printable(bytes("x".repeat(5000)))).hasSize(1024);
    assertThat(Acknowledgement.printable(bytes("語".repeat(5000)))).isEqualTo("語".repeat(341));
    byte[] broken = "\377".repeat(5000).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Acknowledgement.printable(broken)).isEqualTo("\ufffd".repeat(341));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
