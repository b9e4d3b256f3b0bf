package waybill.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import waybill.local.DemoKeys;
import waybill.platform.Json;

/** {@code ./waybill start} in a process of its own, on the machine's clock. */
public final class KilledPlatform {

  private static final Pattern READY = Pattern.compile("ready baseUrl=(\\S+) .*");

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final URI baseUrl;

  private KilledPlatform(Process process, URI baseUrl) {
    this.process = process;
    this.baseUrl = baseUrl;
  }

  static KilledPlatform start(Path directory) throws IOException {
    return start("--data=" + directory, "--dynamodb-port=0", "--sqs-port=0");
  }

  /** With these flags, on any free port. */
  public static KilledPlatform start(String... flags) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            "waybill.local.command.Main",
            "start",
            "--template=../template.yaml",
            "--port=0"));
    command.addAll(List.of(flags));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IllegalStateException("not ready but: " + line);
    }
    return new KilledPlatform(process, URI.create(ready.group(1)));
  }

  /** SIGKILL: nothing in the process gets a last word. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  public JsonNode call(
      DemoKeys key, String method, String path, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(baseUrl.resolve(path))
            .header("authorization", "Bearer " + key.key())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return Json.read(answer.body());
  }
}
