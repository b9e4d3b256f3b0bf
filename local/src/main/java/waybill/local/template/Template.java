package waybill.local.template;

import java.util.List;
import java.util.stream.Stream;
import waybill.local.failure.StartupException;

/** The part of a deployed template that a machine alone can run. */
public record Template(
    String stackName,
    List<TableSpec> tables,
    List<QueueSpec> queues,
    List<FunctionSpec> functions,
    List<AuthorizerSpec> authorizers) {

  public FunctionSpec function(String id) {
    return functions.stream()
        .filter(function -> function.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown("function", id, functions.stream().map(FunctionSpec::id)));
  }

  public AuthorizerSpec authorizer(String name) {
    return authorizers.stream()
        .filter(authorizer -> authorizer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> unknown("authorizer", name, authorizers.stream().map(AuthorizerSpec::name)));
  }

  /** The table whose physical name ends as given, after the stack's name. */
  public TableSpec table(String suffix) {
    return tables.stream()
        .filter(table -> table.name().equals(stackName + "-" + suffix))
        .findFirst()
        .orElseThrow(() -> unknown("table", suffix, tables.stream().map(TableSpec::name)));
  }

  private static StartupException unknown(String kind, String name, Stream<String> known) {
    return new StartupException(
        "the template has no " + kind + " " + name + "; it has " + known.toList());
  }
}
