package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Holds the guard to a table of targets, as an endpoint is registered and as it is called. */
class CallbackTargetTest {

  private static final Map<String, String> NAMES =
      Map.of(
          "inside.example", "10.0.0.1",
          "both.example", "8.8.8.8 10.0.0.1",
          "localhost", "127.0.0.1",
          "metadata.google.internal", "169.254.169.254",
          "soon.example", "",
          "1.2.3.4.", "");

  private static final AddressGuard GUARD = new AddressGuard(false, CallbackTargetTest::resolve);

  @ParameterizedTest
  @CsvFileSource(resources = "/callback-targets.csv", maxCharsPerColumn = 200)
  void a_target_is_judged_as_the_table_says(String verdict, String url, String why) {
    assertThat(registered(url)).as(url).isEqualTo(verdict.equals("unknown") ? "called" : verdict);
    assertThat(called(url)).as(url).isEqualTo(verdict.equals("bad") ? "forbidden" : verdict);
  }

  private static String registered(String url) {
    try {
      GUARD.admit(CallbackUrl.parse(url));
      return "called";
    } catch (AddressGuard.Forbidden e) {
      return "forbidden";
    } catch (IllegalArgumentException e) {
      return "bad";
    }
  }

  private static String called(String url) {
    try {
      return GUARD.dialable(CallbackUrl.parse(url)).isEmpty() ? "nothing" : "called";
    } catch (AddressGuard.Forbidden | IllegalArgumentException e) {
      return "forbidden";
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Other names than these are public. */
  private static List<InetAddress> resolve(String host) throws UnknownHostException {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    String answer = NAMES.getOrDefault(name, "8.8.8.8");
    if (answer.isEmpty()) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : answer.split(" ")) {
      addresses.add(InetAddress.getByName(address));
    }
    return addresses;
  }
}
