package waybill.notify.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.platform.Time;

/** What a JVM decides once, by how it is started and what is looked up first. */
class AJvmOfItsOwnTest {

  private static final String HOSTS_FILE = "jdk.net.hosts.file";

  @Test
  void asks_for_a_name_that_has_moved_each_time(@TempDir Path folder) throws Exception {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 shop.example\n");
    assertThat(run(LooksUpTwice.class, "-D" + HOSTS_FILE + "=" + hosts))
        .isEqualTo(
            "unknown [shop.example/127.0.0.1] [shop.example/127.0.0.2] [new.example/127.0.0.3]");
  }

  @Test
  void calls_through_no_proxy_that_it_was_told_of() throws Exception {
    assertThat(
            run(
                CallsItself.class,
                "-DsocksProxyHost=127.0.0.1",
                "-DsocksProxyPort=1",
                "-DsocksNonProxyHosts=",
                "-Dhttp.proxyHost=127.0.0.1",
                "-Dhttp.nonProxyHosts="))
        .isEqualTo("ACKNOWLEDGED");
  }

  static final class LooksUpTwice {

    private LooksUpTwice() {}

    public static void main(String[] args) throws IOException {
      Path hosts = Path.of(System.getProperty(HOSTS_FILE));
      DnsLookup names = new DnsLookup();
      String found = isKnown(names, "new.example") ? "known" : "unknown";
      found += " " + names.addresses("shop.example");
      Files.writeString(hosts, "127.0.0.2 shop.example\n127.0.0.3 new.example\n");
      found += " " + names.addresses("shop.example") + " " + names.addresses("new.example");
      System.out.print(found);
    }

    private static boolean isKnown(DnsLookup names, String host) {
      try {
        return !names.addresses(host).isEmpty();
      } catch (IOException e) {
        return false;
      }
    }
  }

  static final class CallsItself {

    private CallsItself() {}

    public static void main(String[] args) throws IOException {
      try (LoopbackServer server = LoopbackServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
        AddressGuard guard =
            new AddressGuard(true, host -> List.of(InetAddress.getLoopbackAddress()));
        var client =
            new HttpMerchantClient(
                Time.system(),
                guard,
                TlsSockets.trustingWhomTheJdkTrusts(),
                HttpMerchantClient.CONTRACT);
        String url = "http://shop.example:" + server.port() + "/";
        System.out.print(
            client.call(new MerchantClient.Call(url, AckMode.STATUS, Map.of(), "{}")).result());
      }
    }
  }

  private static String run(Class<?> main, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(options));
    command.add(main.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }
}
