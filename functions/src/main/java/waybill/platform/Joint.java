package waybill.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Several effects as one transaction: a record for each member, in their order, then each row that
 * they share, changed once by the sum. So members of one row pay for it once, and are one another's
 * rivals no more.
 */
public final class Joint<T> {

  /**
   * Limit of TransactWriteItems. A record of an order's 50 lines is under 10 KB, so that the other
   * limit, of 4 MB, is never near.
   */
  static final int ITEMS_MAX = 100;

  /**
   * What one member writes.
   *
   * @param record names the record, which is the member's own
   * @param changes by how much it changes which of the rows that others change too
   */
  public record Share(String record, Map<String, Long> changes) {}

  private final Function<T, Share> shareOf;
  private final Map<T, Share> members = new LinkedHashMap<>();
  private final Map<String, Long> changes = new LinkedHashMap<>();

  private Joint(Function<T, Share> shareOf) {
    this.shareOf = shareOf;
  }

  public static <T> Joint<T> of(List<T> members, Function<T, Share> shareOf) {
    Joint<T> joint = new Joint<>(shareOf);
    members.forEach(joint::add);
    return joint;
  }

  /**
   * Everybody, each with those who change one of the same rows, while there is room; who shares
   * nothing stays alone, as he would win nothing and lose by the conflicts of the others.
   */
  public static <T> List<List<T>> groups(List<T> all, Function<T, Share> shareOf) {
    List<Joint<T>> groups = new ArrayList<>();
    for (T each : all) {
      Share share = shareOf.apply(each);
      groups.stream()
          .filter(group -> group.suits(share))
          .findFirst()
          .ifPresentOrElse(
              group -> group.add(each), () -> groups.add(Joint.of(List.of(each), shareOf)));
    }
    return groups.stream().map(group -> List.copyOf(group.members.keySet())).toList();
  }

  /** The transaction: {@code record} writes a member's record, {@code change} a row's sum. */
  public List<TransactWriteItem> items(
      Function<T, TransactWriteItem> record, BiFunction<String, Long, TransactWriteItem> change) {
    List<TransactWriteItem> items = new ArrayList<>();
    members.keySet().forEach(each -> items.add(record.apply(each)));
    changes.forEach((row, sum) -> items.add(change.apply(row, sum)));
    return items;
  }

  /**
   * What is left to do after the transaction was cancelled, in smaller groups: everybody but those
   * whose record stands already. Who touches a row that was disturbed is parted from the others,
   * and who touches a row whose condition failed is left alone, to learn whether it fails for him.
   *
   * <p>Empty when nobody can be told from the others: then the reason is one for all of them.
   */
  public Optional<List<List<T>>> left(Cancellation why) {
    if (why.isContention()) {
      List<T> disturbed = touching(why::contentionAt);
      return isPart(disturbed)
          ? Optional.of(concat(regrouped(others(disturbed)), regrouped(disturbed)))
          : Optional.empty();
    }
    List<T> recorded = recorded(why::conditionFailedAt);
    if (!recorded.isEmpty()) {
      return Optional.of(regrouped(others(recorded)));
    }
    List<T> refused = touching(why::conditionFailedAt);
    return refused.isEmpty() || members.size() == 1
        ? Optional.empty()
        : Optional.of(concat(regrouped(others(refused)), refused.stream().map(List::of).toList()));
  }

  /**
   * The shared rows whose condition failed; none while that may be owed to others' transactions.
   */
  public Set<String> refused(Cancellation why) {
    return why.isContention() ? Set.of() : rows(why::conditionFailedAt);
  }

  /** How many records stood already; not believed beside contention, as the next attempt tells. */
  public int alreadyDone(Cancellation why) {
    return why.isContention() ? 0 : recorded(why::conditionFailedAt).size();
  }

  private void add(T member) {
    Share share = shareOf.apply(member);
    members.put(member, share);
    share.changes().forEach((row, change) -> changes.merge(row, change, Long::sum));
  }

  /** An item may stand in a transaction once. */
  private boolean suits(Share share) {
    Set<String> rows = new HashSet<>(changes.keySet());
    rows.addAll(share.changes().keySet());
    boolean shared = rows.size() < changes.size() + share.changes().size();
    boolean another =
        members.values().stream().noneMatch(each -> each.record().equals(share.record()));
    return shared && another && members.size() + 1 + rows.size() <= ITEMS_MAX;
  }

  private List<T> recorded(IntPredicate at) {
    List<T> all = List.copyOf(members.keySet());
    return all.stream().filter(each -> at.test(all.indexOf(each))).toList();
  }

  private Set<String> rows(IntPredicate at) {
    Set<String> rows = new HashSet<>();
    int position = members.size();
    for (String row : changes.keySet()) {
      if (at.test(position++)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Whose record, or one of whose rows, is at such a position. */
  private List<T> touching(IntPredicate at) {
    List<T> recorded = recorded(at);
    Set<String> rows = rows(at);
    return members.keySet().stream()
        .filter(
            each ->
                recorded.contains(each)
                    || members.get(each).changes().keySet().stream().anyMatch(rows::contains))
        .toList();
  }

  private boolean isPart(List<T> some) {
    return !some.isEmpty() && some.size() < members.size();
  }

  private List<T> others(List<T> some) {
    return members.keySet().stream().filter(each -> !some.contains(each)).toList();
  }

  private List<List<T>> regrouped(List<T> some) {
    return groups(some, shareOf);
  }

  private static <T> List<List<T>> concat(List<List<T>> some, List<List<T>> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
