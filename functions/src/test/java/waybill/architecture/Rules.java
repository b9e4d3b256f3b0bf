package waybill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * The borders between the packages, for a root package: {@code waybill} for the code, and that of
 * the planted violations for the proof that each rule catches something.
 */
final class Rules {

  /** Who may look into whose package, beyond outbox, message and platform. */
  private static final Map<String, Set<String>> MAY_LOOK_INTO =
      Map.of(
          "order", Set.of("query"),
          "payment", Set.of(),
          "inventory", Set.of(),
          "points", Set.of(),
          "notify", Set.of(),
          "merchant", Set.of("notify"),
          "query", Set.of("points", "notify"),
          "sweep", Set.of("notify"));

  private final String root;

  Rules(String root) {
    this.root = root;
  }

  ArchRule features_do_not_import_each_other(String feature) {
    String[] others =
        MAY_LOOK_INTO.keySet().stream()
            .filter(other -> !other.equals(feature))
            .filter(other -> !MAY_LOOK_INTO.get(feature).contains(other))
            .map(this::pkg)
            .toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(pkg(feature)))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .allowEmptyShould(true);
  }

  static Set<String> features() {
    return MAY_LOOK_INTO.keySet();
  }

  ArchRule the_outbox_knows_no_feature() {
    return noClasses()
        .that(resideInAPackage(pkg("outbox")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(features().stream().map(this::pkg).toArray(String[]::new)));
  }

  ArchRule messages_import_nothing_of_ours() {
    return noClasses()
        .that(resideInAPackage(pkg("message")))
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(DescribedPredicate.not(resideInAPackage(pkg("message")))));
  }

  ArchRule the_platform_knows_nobody() {
    return noClasses()
        .that(resideInAPackage(pkg("platform")))
        .should()
        .dependOnClassesThat(
            resideInAPackage(root + "..")
                .and(DescribedPredicate.not(resideInAPackage(pkg("platform")))));
  }

  ArchRule only_stores_outbox_and_platform_know_the_sdk() {
    return noClasses()
        .that(
            inside(
                "are neither store, outbox nor platform",
                c ->
                    !nameOf(c).endsWith("Store")
                        && !c.getPackageName().equals(root + ".outbox")
                        && !c.getPackageName().equals(root + ".platform")))
        .should()
        .dependOnClassesThat(resideInAPackage("software.amazon.awssdk.."));
  }

  ArchRule only_handlers_and_platform_know_lambda() {
    return noClasses()
        .that(
            inside(
                "are neither handler nor platform",
                c ->
                    !nameOf(c).matches(".*(Api|Relay|Consumer|Notifier|Authorizer|Sweeper)")
                        && !c.getPackageName().equals(root + ".platform")))
        .should()
        .dependOnClassesThat(resideInAPackage("com.amazonaws.."));
  }

  ArchRule only_the_platform_knows_clock_randomness_and_environment() {
    return noClasses()
        .that(inside("are not the platform", c -> !c.getPackageName().equals(root + ".platform")))
        .should()
        .callMethodWhere(
            describe("reads the clock, randomness or the environment", Rules::isOutside));
  }

  private static boolean isOutside(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    String method = call.getTarget().getName();
    boolean clock =
        owner.isAssignableTo(Clock.class)
            || (method.equals("now") && owner.getPackageName().equals("java.time"))
            || owner.isEquivalentTo(Thread.class) && method.equals("sleep");
    boolean randomness =
        owner.isAssignableTo(SecureRandom.class)
            || owner.isEquivalentTo(ThreadLocalRandom.class)
            || owner.isEquivalentTo(Random.class)
            || owner.isEquivalentTo(Math.class) && method.equals("random")
            || owner.isEquivalentTo(UUID.class) && method.equals("randomUUID");
    boolean system =
        owner.isEquivalentTo(System.class)
            && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty").contains(method);
    return clock || randomness || system;
  }

  private DescribedPredicate<JavaClass> inside(String description, Predicate<JavaClass> test) {
    return describe(description, c -> c.getPackageName().startsWith(root + ".") && test.test(c));
  }

  private static String nameOf(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    return outermost.getSimpleName();
  }

  private String pkg(String name) {
    return root + "." + name + "..";
  }
}
