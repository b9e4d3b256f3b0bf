package waybill.local.provision;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import waybill.local.failure.AwsFailure;
import waybill.local.failure.StartupException;

/**
 * Whether anybody answers at all, whatever the answer. Apart from the first real call, because that
 * one may rightly take long: some emulators start a service when it is first asked for.
 */
final class Contact {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(8);

  private Contact() {}

  static void check(URI url, String flag) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      // LocalStack takes GET / as one for S3, and starts that first.
      connection.setRequestMethod("OPTIONS");
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) ANSWER_TIMEOUT.toMillis());
      connection.getResponseCode();
      connection.disconnect();
    } catch (ConnectException e) {
      throw nobody(url, flag, "connection refused", e);
    } catch (IOException e) {
      throw nobody(url, flag, AwsFailure.words(e), e);
    }
  }

  private static StartupException nobody(URI url, String flag, String why, Exception cause) {
    return new StartupException(
        "nothing answers at "
            + flag
            + " "
            + url
            + " ("
            + why
            + "): start the emulator, or mend the URL",
        cause);
  }
}
