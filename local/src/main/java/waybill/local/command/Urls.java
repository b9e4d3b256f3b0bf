package waybill.local.command;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** URLs as they are typed. */
final class Urls {

  private Urls() {}

  static void check(CommandSpec command, String flag, URI url) {
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!isHttp || url.getHost() == null) {
      throw new ParameterException(
          command.commandLine(), flag + " " + url + " is not a URL such as http://127.0.0.1:4566");
    }
  }
}
