package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackUrlTest {

  @Test
  void a_url_is_taken_apart() {
    assertThat(CallbackUrl.parse("https://shop.example/cb/a%20b?x=1&y"))
        .isEqualTo(new CallbackUrl(true, "shop.example", 443, "shop.example", "/cb/a%20b?x=1&y"));
    assertThat(CallbackUrl.parse("HTTP://shop.example:8080"))
        .isEqualTo(new CallbackUrl(false, "shop.example", 8080, "shop.example:8080", "/"));
    assertThat(CallbackUrl.parse("http://[::1]:80/?q"))
        .isEqualTo(new CallbackUrl(false, "::1", 80, "[::1]", "/?q"));
  }

  @Test
  void what_is_no_callback_url_is_refused() {
    for (String bad :
        List.of(
            "",
            "shop.example",
            "//shop.example",
            "ftp://shop.example",
            "https:shop.example",
            "https://",
            "https:///path",
            "https://a b/",
            "https://user@shop.example/",
            "https://u:p@shop.example/",
            "https://u@2130706433/",
            "https://shop.example/#top",
            "https://bücher.example/",
            "https://shop.example/ü",
            "https://shop.example:0/",
            "https://shop.example:65536/",
            "https://shop.example:x/",
            "https://[fe80::1%25en0]/",
            "https://shop.example\\@evil.example/",
            "https://shop.example/\r\nX: y",
            "javascript:alert(1)",
            "https://shop.example/" + "x".repeat(2048))) {
      assertThatThrownBy(() -> CallbackUrl.parse(bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
