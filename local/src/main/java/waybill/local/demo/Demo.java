package waybill.local.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import waybill.local.LocalPlatform;
import waybill.local.Options;
import waybill.local.engine.EngineOptions;
import waybill.local.failure.StartupException;
import waybill.platform.Time;

/** The whole platform on free ports, a merchant's server beside it, and the story on both. */
public final class Demo {

  /** The sweeper's pace, and how old a message must be for it; production has a minute for both. */
  private static final Duration SWEEPS_EVERY = Duration.ofSeconds(2);

  private Demo() {}

  /** True only if every step was seen. */
  public static boolean run(Path template, PrintWriter out, boolean colours) {
    Report report = new Report(out, colours);
    long start = Time.system().nanos();
    Options options =
        new Options()
            .template(template)
            .serve(EngineOptions.LOOPBACK, 0)
            .live()
            .every("SweeperFunction", SWEEPS_EVERY)
            .environment(
                "SweeperFunction", "SWEEP_AFTER_SECONDS", Long.toString(SWEEPS_EVERY.toSeconds()));
    try (LocalPlatform platform = LocalPlatform.start(options);
        Receiver receiver = Receiver.start()) {
      Stage stage = Stage.of(platform, receiver, report);
      String order = new OrderSteps(stage).tell();
      new CallbackSteps(stage, order).tell();
      new AuditStep(stage).tell();
      report.done(Duration.ofNanos(Time.system().nanos() - start).toMillis() / 1000.0);
      return true;
    } catch (NotSeen e) {
      report.failed(e.getMessage());
      return false;
    } catch (StartupException e) {
      throw e;
    } catch (Exception e) {
      report.failed(e.toString());
      return false;
    }
  }
}
