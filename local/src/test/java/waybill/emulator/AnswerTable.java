package waybill.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of docs/emulators.md: one of answers for each theme, and one of what covers what. */
record AnswerTable(List<Row> rows, Set<String> covered) {

  private static final Path DOCUMENT = Path.of("../docs/emulators.md");
  private static final int ROW_CELLS = 6;
  private static final int COVER_CELLS = 2;

  private static final String AS_AWS = "as AWS";
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A link to AWS's own page, whose text is an answer, or words about what no probe can show. */
  private static final Pattern DOCUMENTED =
      Pattern.compile("\\[(?:`([^`]+)`|[^`]+)]\\(https://docs\\.aws\\.amazon\\.com/[^ )]+\\)");

  /**
   * One probe.
   *
   * @param leaning the classes that lean on what it shows
   * @param documented AWS's answer; none where AWS leaves it open
   */
  record Row(
      String id,
      String behaviour,
      List<String> leaning,
      Optional<String> documented,
      String embedded,
      String localStack) {

    boolean isAsDocumented() {
      return documented.isPresent()
          && documented.get().equals(embedded)
          && documented.get().equals(localStack);
    }
  }

  static AnswerTable read() {
    try {
      List<List<String>> lines =
          Files.readAllLines(DOCUMENT).stream()
              .filter(line -> line.startsWith("| `"))
              .map(AnswerTable::cells)
              .toList();
      return new AnswerTable(
          lines.stream().filter(cells -> cells.size() == ROW_CELLS).map(AnswerTable::row).toList(),
          lines.stream()
              .filter(cells -> cells.size() == COVER_CELLS)
              .flatMap(cells -> codes(cells.get(0)).stream())
              .collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answers documented() {
    return answers("AWS documents", Row::documented);
  }

  Answers embedded() {
    return answers("the document says", row -> Optional.of(row.embedded()));
  }

  Answers localStack() {
    return answers("the document says", row -> Optional.of(row.localStack()));
  }

  private Answers answers(String party, Function<Row, Optional<String>> column) {
    Map<String, String> byId = new LinkedHashMap<>();
    rows.forEach(row -> column.apply(row).ifPresent(answer -> byId.put(row.id(), answer)));
    return new Answers(party, byId);
  }

  private static List<String> cells(String line) {
    return List.of(line.substring(1, line.lastIndexOf('|')).split("\\|")).stream()
        .map(String::strip)
        .toList();
  }

  private static Row row(List<String> cells) {
    String id = codes(cells.get(0)).get(0);
    Matcher documented = DOCUMENTED.matcher(cells.get(3));
    if (!documented.matches()) {
      throw new IllegalArgumentException(id + " has no link to a page of AWS: " + cells.get(3));
    }
    Optional<String> answer = Optional.ofNullable(documented.group(1));
    return new Row(
        id,
        cells.get(1),
        codes(cells.get(2)),
        answer,
        answer(id, cells.get(4), answer),
        answer(id, cells.get(5), answer));
  }

  private static String answer(String id, String cell, Optional<String> documented) {
    if (cell.equals(AS_AWS)) {
      return documented.orElseThrow(
          () -> new IllegalArgumentException(id + " is as AWS, which gives no answer to compare"));
    }
    Matcher code = CODE.matcher(cell);
    if (!code.matches() || documented.filter(code.group(1)::equals).isPresent()) {
      throw new IllegalArgumentException(
          id + " must have `an answer`, or as AWS where it is the same: " + cell);
    }
    return code.group(1);
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
  }
}
