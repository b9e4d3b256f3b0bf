package waybill.flow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A flow test that cannot run on LocalStack, and why. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface EmbeddedOnly {

  String DELAYS = "SQS's delays have to pass on the test's clock";

  String VISIBILITY = "visibility time-outs have to pass on the test's clock";

  String CALLS = "thousands of calls to a container would take minutes and show nothing more";

  String ROWS =
      "it is about rows alone, and LocalStack's DynamoDB is the embedded one, DynamoDB Local";

  /** Completes the sentence: it does not run there, as … */
  String value();
}
