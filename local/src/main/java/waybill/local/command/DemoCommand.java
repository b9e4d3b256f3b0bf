package waybill.local.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import waybill.local.demo.Demo;

/** {@code ./waybill demo}: the story in under a minute. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Tells the story of an order on embedded engines and a real receiver.")
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      defaultValue = "${sys:waybill.home:-.}/template.yaml",
      description = "The template that is run.")
  private Path template;

  @Override
  public Integer call() {
    return Demo.run(template, spec.commandLine().getOut(), Ansi.AUTO.enabled()) ? 0 : 1;
  }
}
