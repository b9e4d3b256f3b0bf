package waybill.local.demo;

import java.util.stream.Collectors;
import waybill.local.LocalPlatform;
import waybill.local.audit.Audit;
import waybill.local.audit.Finding;
import waybill.local.desk.StackAccess;
import waybill.platform.Time;

/** The tables after all that happened, held to every promise. */
final class AuditStep {

  private final Stage stage;

  AuditStep(Stage stage) {
    this.stage = stage;
  }

  void tell() {
    stage.report().says("the tables are audited: no order without its message, no message twice");
    LocalPlatform platform = stage.platform();
    StackAccess stack =
        StackAccess.of(
            platform.template().stackName(), Time.system(), platform.dynamo(), platform.sqs());
    var found = Audit.run(stack.platform(), stage.report()::sees);
    if (found.drift() != 0) {
      throw new NotSeen(
          "the audit found drift: "
              + found.checks().stream()
                  .flatMap(check -> check.examples().stream())
                  .collect(Collectors.joining("; ")));
    }
    stage
        .report()
        .step("audit")
        .with("checks", found.checks().size())
        .with("checked", found.checks().stream().mapToLong(Finding::checked).sum())
        .with("drift", found.drift())
        .ok();
  }
}
