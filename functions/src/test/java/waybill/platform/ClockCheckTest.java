package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The functions' own client against a DynamoDB whose clock is the test's. */
class ClockCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> FOR_THE_SDK =
      List.of("aws.region", "aws.accessKeyId", "aws.secretAccessKey");

  private static final int CALLS_WAITING_MAX = 10;

  /** The first call of a JVM on a busy machine takes longer than any on Lambda may. */
  private static final Duration LIFE = Duration.ofMinutes(1);

  private final List<String> emitted = new ArrayList<>();
  private final StoppedTime time = new StoppedTime();
  private ServerSocket server;
  private DynamoDbClient dynamo;
  private volatile String date;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, CALLS_WAITING_MAX, InetAddress.getLoopbackAddress());
    Thread answering = new Thread(this::answerAll, "dynamo");
    answering.setDaemon(true);
    answering.start();
    FOR_THE_SDK.forEach(name -> System.setProperty(name, "us-east-1"));
    Settings settings =
        Settings.of(
            Map.of(
                "STACK_NAME", "prod", "ENDPOINT_URL", "http://127.0.0.1:" + server.getLocalPort()));
    Metrics metrics = new Metrics("prod", emitted::add);
    dynamo = Clients.dynamo(settings, new ClockCheck(time, metrics));
  }

  @AfterEach
  void close() throws IOException {
    FOR_THE_SDK.forEach(System::clearProperty);
    dynamo.close();
    server.close();
  }

  @Test
  void a_clock_within_half_a_minute_is_right() {
    for (int seconds : new int[] {0, 30, -30}) {
      theyAreAheadBy(Duration.ofSeconds(seconds));
      ask();
    }
    assertThat(emitted).isEmpty();
  }

  @Test
  void a_clock_that_is_further_off_is_counted_whichever_way() {
    theyAreAheadBy(Duration.ofSeconds(31));
    ask();
    time.pass(ClockCheck.TOLD_EVERY);
    theyAreAheadBy(Duration.ofMinutes(-5));
    ask();
    assertThat(emitted)
        .extracting(line -> Json.read(line).path("ClockDifference").asDouble())
        .containsExactly(31_000.0, 300_000.0);
  }

  @Test
  void the_same_environment_tells_it_once_a_minute() {
    theyAreAheadBy(Duration.ofMinutes(5));
    for (int call = 0; call < 10; call++) {
      ask();
    }
    assertThat(emitted).hasSize(1);
    time.pass(ClockCheck.TOLD_EVERY);
    ask();
    assertThat(emitted).hasSize(2);
  }

  @Test
  void an_answer_whose_date_cannot_be_read_is_an_answer_all_the_same() {
    date = "yesterday";
    ask();
    assertThat(emitted).isEmpty();
  }

  /** By hand, as the JDK's server knows no date but its own. */
  private void answerAll() {
    while (!server.isClosed()) {
      try (Socket caller = server.accept()) {
        BufferedReader request =
            new BufferedReader(
                new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
        int left = 0;
        for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
          if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            left = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
          }
        }
        while (left > 0) {
          left -= (int) request.skip(left);
        }
        String answer =
            "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
        caller
            .getOutputStream()
            .write(answer.formatted(date).getBytes(StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void theyAreAheadBy(Duration ahead) {
    date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            time.now().plus(ahead).atOffset(ZoneOffset.UTC));
  }

  private void ask() {
    dynamo.getItem(
        request ->
            request
                .tableName("keys")
                .key(Map.of("keyHash", AttributeValue.fromS("k")))
                .overrideConfiguration(
                    patient -> patient.apiCallTimeout(LIFE).apiCallAttemptTimeout(LIFE)));
  }

  private static final class StoppedTime implements Time {

    private Instant now = NOW;

    void pass(Duration span) {
      now = now.plus(span);
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public long nanos() {
      return Duration.between(NOW, now).toNanos();
    }

    @Override
    public void sleep(Duration span) {
      pass(span);
    }
  }
}
