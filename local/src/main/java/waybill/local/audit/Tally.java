package waybill.local.audit;

import java.util.ArrayList;
import java.util.List;

/** Counts what a check sees; its readers run side by side. */
final class Tally {

  static final int EXAMPLES_MAX = 10;

  private final String name;
  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long drifted;
  private long unsettled;

  Tally(String name) {
    this.name = name;
  }

  synchronized void checked(long more) {
    checked += more;
  }

  synchronized void drifted(String example) {
    drifted(1, example);
  }

  synchronized void drifted(long more, String example) {
    drifted += more;
    if (examples.size() < EXAMPLES_MAX) {
      examples.add(example);
    }
  }

  synchronized void unsettled(long more) {
    unsettled += more;
  }

  synchronized Finding finding() {
    return new Finding(name, checked, drifted, unsettled, List.copyOf(examples));
  }
}
