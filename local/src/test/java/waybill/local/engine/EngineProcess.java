package waybill.local.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.platform.Time;

/** One engine in a process of its own, which can be killed as nothing in this one can. */
final class EngineProcess {

  private final Process process;
  private final Endpoints endpoints;

  private EngineProcess(Process process, Endpoints endpoints) {
    this.process = process;
    this.endpoints = endpoints;
  }

  /** In the child: says where the engine answers, and stops when its input ends. */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> directory = Optional.of(Path.of(arguments[1]));
    URI url =
        arguments[0].equals("sqs")
            ? SqsEngine.start(EngineOptions.LOOPBACK, 0, directory, Time::system).url()
            : DynamoEngine.start(EngineOptions.LOOPBACK, 0, directory).url();
    System.out.println(url);
    while (System.in.read() >= 0) {
      // Nothing is ever sent.
    }
    System.exit(0);
  }

  static EngineProcess start(String engine, Path directory, String classPath, String... flags)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", classPath, EngineProcess.class.getName(), engine, directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line == null) {
      throw new IllegalStateException("the child ended: " + String.join(" ", command));
    }
    URI url = URI.create(line);
    return new EngineProcess(process, new Endpoints(url, url));
  }

  Endpoints endpoints() {
    return endpoints;
  }

  /** SIGKILL: nothing in the child runs any more. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** An ordinary end. */
  void end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    process.waitFor();
  }
}
