package waybill.local.demo;

import java.io.PrintWriter;
import java.util.Locale;

/** The story as it is printed: a line a step, plain unless a terminal with colours reads it. */
final class Report {

  private static final String GREEN = "\u001b[32m";
  private static final String DIM = "\u001b[2m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintWriter out;
  private final boolean colours;
  private int steps;

  Report(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** What is about to be shown, in words. */
  void says(String text) {
    print(DIM, "# " + text, "");
  }

  /** A detail of the step that is under way. */
  void sees(String text) {
    print("", "  " + text, "");
  }

  /** A step that was seen; the pairs are key, value, key, value. */
  void ok(String step, Object... pairs) {
    steps++;
    StringBuilder line = new StringBuilder(" ").append(step);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      line.append(' ').append(pairs[i]).append('=').append(pairs[i + 1]);
    }
    print(GREEN, "ok", line.toString());
  }

  void failed(String why) {
    print(RED, "failed", " " + why);
  }

  void done(double seconds) {
    print(GREEN, "demo ok", String.format(Locale.ROOT, " steps=%d seconds=%.1f", steps, seconds));
  }

  private void print(String colour, String head, String rest) {
    out.println(colours && !colour.isEmpty() ? colour + head + PLAIN + rest : head + rest);
    out.flush();
  }
}
