package waybill.local.command;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import waybill.outbox.OutboxRow;

/** Some of the outbox's messages, by what they have in common. */
final class RowFilter {

  @Option(
      names = "--error-class",
      paramLabel = "CLASS",
      description = "Only those that failed for this reason, as list shows it.")
  private Optional<String> errorClass;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Only those of a type, such as order.placed.")
  private Optional<String> type;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those written at this time or after, such as 2026-11-22T10:15:00Z.")
  private Optional<Instant> since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Only those written before this time.")
  private Optional<Instant> until;

  boolean isEmpty() {
    return Stream.of(errorClass, type, since, until).allMatch(Optional::isEmpty);
  }

  boolean takes(OutboxRow row) {
    return (errorClass.isEmpty() || errorClass.equals(row.errorClass()))
        && (type.isEmpty() || type.get().equals(row.type()))
        && (since.isEmpty() || !row.createdAt().isBefore(since.get()))
        && (until.isEmpty() || row.createdAt().isBefore(until.get()));
  }
}
