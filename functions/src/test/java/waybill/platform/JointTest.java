package waybill.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** A member is written here as its name and its rows: {@code a:xy} changes x and y by 1. */
class JointTest {

  private static final String CONDITION = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  @Test
  void who_changes_the_same_row_is_together() {
    assertThat(groups("a:x", "b:y", "c:x", "d:xy"))
        .containsExactly(List.of("a:x", "c:x", "d:xy"), List.of("b:y"));
  }

  @Test
  void who_changes_nothing_that_others_change_is_alone() {
    assertThat(groups("a:", "b:", "c:x")).hasSize(3);
  }

  @Test
  void one_record_stands_in_a_transaction_once() {
    assertThat(groups("a:x", "a:xy", "b:x"))
        .containsExactly(List.of("a:x", "b:x"), List.of("a:xy"));
  }

  @Test
  void a_transaction_has_at_most_100_items() {
    String[] orders =
        IntStream.range(0, 205).mapToObj(i -> (char) ('a' + i) + ":x").toArray(String[]::new);
    assertThat(groups(orders)).extracting(List::size).containsExactly(99, 99, 7);
  }

  @Test
  void a_row_is_changed_once_by_the_sum() {
    List<String> steps = new ArrayList<>();
    joint("a:x", "b:xy")
        .items(
            member -> {
              steps.add(member);
              return TransactWriteItem.builder().build();
            },
            (row, sum) -> {
              steps.add(row + "+" + sum);
              return TransactWriteItem.builder().build();
            });
    assertThat(steps).containsExactly("a:x", "b:xy", "x+2", "y+1");
  }

  @Test
  void whose_record_stands_already_is_done() {
    assertThat(left(joint("a:x", "b:x", "c:x"), "None", CONDITION, "None", "None"))
        .contains(List.of(List.of("a:x", "c:x")));
    assertThat(left(joint("a:x", "b:x"), CONDITION, CONDITION, CONDITION))
        .as("a row may be short only of what copies asked for")
        .contains(List.of());
  }

  @Test
  void who_asks_a_row_for_more_than_it_has_asks_again_alone() {
    assertThat(
            left(
                joint("a:x", "b:xy", "c:x", "d:y"),
                "None",
                "None",
                "None",
                "None",
                "None",
                CONDITION))
        .contains(List.of(List.of("a:x", "c:x"), List.of("b:xy"), List.of("d:y")));
  }

  @Test
  void a_single_refusal_is_the_callers_to_judge() {
    Joint<String> joint = joint("a:xy");
    assertThat(left(joint, "None", CONDITION, "None")).isEmpty();
    assertThat(joint.refused(why("None", CONDITION, "None"))).containsExactly("x");
  }

  @Test
  void no_refusal_is_believed_beside_a_conflict() {
    Joint<String> joint = joint("a:xy");
    assertThat(joint.refused(why("None", CONDITION, CONFLICT))).isEmpty();
    assertThat(left(joint, CONDITION, "None", CONFLICT)).isEmpty();
  }

  @Test
  void who_touches_a_disturbed_row_is_parted_from_the_others() {
    assertThat(
            left(
                joint("a:x", "b:xy", "c:y", "d:x"),
                "None",
                "None",
                "None",
                "None",
                "None",
                CONFLICT))
        .contains(List.of(List.of("a:x", "d:x"), List.of("b:xy", "c:y")));
    assertThat(left(joint("a:x", "b:x", "c:x"), CONFLICT, "None", CONDITION, "None"))
        .contains(List.of(List.of("b:x", "c:x"), List.of("a:x")));
  }

  @Test
  void a_row_that_disturbs_everybody_parts_nobody() {
    assertThat(left(joint("a:x", "b:x"), "None", "None", CONFLICT)).isEmpty();
  }

  @Test
  void what_is_left_shares_no_transaction_for_nothing() {
    assertThat(left(joint("a:x", "b:xy", "c:y"), "None", CONDITION, "None", "None", "None"))
        .contains(List.of(List.of("a:x"), List.of("c:y")));
  }

  @Test
  void what_is_left_is_always_in_smaller_groups() {
    List<String> codes = List.of("None", CONDITION, CONFLICT);
    Joint<String> joint = joint("a:x", "b:xy", "c:y");
    for (int i = 0; i < Math.pow(codes.size(), 5); i++) {
      String[] reasons = new String[5];
      for (int at = 0, rest = i; at < reasons.length; at++, rest /= codes.size()) {
        reasons[at] = codes.get(rest % codes.size());
      }
      left(joint, reasons)
          .ifPresent(
              groups ->
                  assertThat(groups)
                      .as(Arrays.toString(reasons))
                      .allMatch(group -> group.size() < 3));
    }
  }

  private static List<List<String>> groups(String... members) {
    return Joint.groups(List.of(members), JointTest::share);
  }

  private static Joint<String> joint(String... members) {
    return Joint.of(List.of(members), JointTest::share);
  }

  private static Joint.Share share(String member) {
    String[] parts = member.split(":", -1);
    Map<String, Long> rows =
        parts[1]
            .chars()
            .mapToObj(row -> Character.toString(row))
            .collect(Collectors.toMap(row -> row, row -> 1L));
    return new Joint.Share(parts[0], rows);
  }

  private static Optional<List<List<String>>> left(Joint<String> joint, String... codes) {
    return joint.left(why(codes));
  }

  private static Cancellation why(String... codes) {
    return Cancellation.of(
        TransactionCanceledException.builder()
            .cancellationReasons(
                Arrays.stream(codes)
                    .map(code -> CancellationReason.builder().code(code).build())
                    .toList())
            .build());
  }
}
