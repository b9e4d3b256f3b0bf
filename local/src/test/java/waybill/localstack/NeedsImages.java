package waybill.localstack;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips the tests of a suite, with one printed line that says why, where an image is missing. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsImages.Condition.class)
public @interface NeedsImages {

  String suite();

  String[] images() default LocalStack.IMAGE;

  /** Prints each suite's reason once, however many classes it has. */
  final class Condition implements ExecutionCondition {

    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return AnnotationSupport.findAnnotation(context.getTestClass(), NeedsImages.class)
          .map(needs -> decide(needs.suite(), needs.images()))
          .orElse(ConditionEvaluationResult.enabled("needs no image"));
    }

    /** Also for a suite that needs images only sometimes. */
    public static ConditionEvaluationResult decide(String suite, String... images) {
      for (String image : images) {
        Optional<String> missing = Images.missing(image);
        if (missing.isPresent()) {
          if (TOLD.add(suite)) {
            System.out.println("skipped " + suite + " " + missing.get());
          }
          return ConditionEvaluationResult.disabled(missing.get());
        }
      }
      return ConditionEvaluationResult.enabled("the images are here");
    }
  }
}
