package waybill.platform;

import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is cheaper for several messages at once.
 *
 * @param read what a body asks for; equal for copies of a message, which are then done once
 * @param groups who is to be worked on together
 * @param work does a group, or a part of it; answers with what is left, in smaller groups. A group
 *     that fails is done one by one, so it must bear being repeated.
 */
public record Together<T>(
    Function<String, T> read,
    Function<List<T>, List<List<T>>> groups,
    Function<List<T>, List<List<T>>> work) {

  private static final Logger LOG = LoggerFactory.getLogger(Together.class);

  /** One that cannot be grouped keeps none of the others from being worked on. */
  List<List<T>> grouped(List<T> all) {
    try {
      return groups.apply(all);
    } catch (RuntimeException e) {
      LOG.warn("{} messages could not be grouped, so they are done one by one", all.size(), e);
      return all.stream().map(List::of).toList();
    }
  }

  /** Contention is nobody's fault, but of any other failure only one of the group may be guilty. */
  List<List<T>> leftOf(List<T> group) {
    try {
      return work.apply(group);
    } catch (Retry.Busy e) {
      throw e;
    } catch (RuntimeException e) {
      if (group.size() == 1) {
        throw e;
      }
      LOG.warn("a group of {} messages failed, so they are done one by one", group.size(), e);
      return group.stream().map(List::of).toList();
    }
  }
}
