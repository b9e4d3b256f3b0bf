package waybill.runtime;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Part of the suite {@code runtime}; skipped, with one printed line, where nothing was built. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("runtime")
@ExtendWith(NeedsPackages.Condition.class)
@interface NeedsPackages {

  /** Prints the reason once, however many classes there are. */
  final class Condition implements ExecutionCondition {

    private static final AtomicBoolean TOLD = new AtomicBoolean();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      Optional<String> missing = Packages.missing();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("the packages are here");
      }
      if (!TOLD.getAndSet(true)) {
        System.out.println("skipped runtime " + missing.get());
      }
      return ConditionEvaluationResult.disabled(missing.get());
    }
  }
}
