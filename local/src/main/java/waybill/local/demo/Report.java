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

  /** A step that was seen, with what was seen of it. */
  Step step(String name) {
    return new Step(name);
  }

  final class Step {

    private final StringBuilder line = new StringBuilder(" ");

    private Step(String name) {
      line.append(name);
    }

    Step with(String key, Object value) {
      line.append(' ').append(key).append('=').append(value);
      return this;
    }

    void ok() {
      steps++;
      print(GREEN, "ok", line.toString());
    }
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
