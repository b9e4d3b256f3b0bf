package waybill.flow;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import waybill.localstack.LocalStack;
import waybill.localstack.NeedsImages;

/**
 * The suite that runs on two back ends: {@code mvn verify} takes the embedded engines, {@code mvn
 * verify -Plocalstack} takes LocalStack. What cannot run there says so by {@link EmbeddedOnly}.
 * Tests run side by side, each with a stack and a clock of its own.
 */
@Tag("flow")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(FlowTest.OnBackEnd.class)
abstract class FlowTest {

  static final class OnBackEnd implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (BackEnd.current() == BackEnd.EMBEDDED) {
        return ConditionEvaluationResult.enabled("embedded");
      }
      Optional<EmbeddedOnly> only =
          AnnotationSupport.findAnnotation(context.getElement(), EmbeddedOnly.class);
      if (only.isPresent()) {
        String reason = only.get().value();
        System.out.printf(
            "not on LocalStack: %s %s, as %s%n",
            context.getRequiredTestClass().getSimpleName(),
            context.getTestMethod().map(method -> method.getName()).orElse("at all"),
            reason);
        return ConditionEvaluationResult.disabled(reason);
      }
      return NeedsImages.Condition.decide("flow", LocalStack.IMAGE);
    }
  }
}
