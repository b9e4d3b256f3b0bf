package waybill.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The authorizers of an HTTP API. */
final class AuthorizerReader {

  private final String stackName;

  AuthorizerReader(String stackName) {
    this.stackName = stackName;
  }

  Optional<String> defaultOf(Section api) {
    return api.section("Auth").optionalText("DefaultAuthorizer");
  }

  List<AuthorizerSpec> authorizers(Section api) {
    Section section = api.section("Auth").section("Authorizers");
    List<AuthorizerSpec> authorizers = new ArrayList<>();
    for (Object name : section.keys()) {
      authorizers.add(authorizer(name.toString(), section.section(name.toString())));
    }
    return authorizers;
  }

  private AuthorizerSpec authorizer(String name, Section section) {
    if (!section.text("AuthorizerPayloadFormatVersion").equals("2.0")) {
      throw section.at("AuthorizerPayloadFormatVersion").bad("only 2.0 runs locally");
    }
    if (!section.flag("EnableSimpleResponses")) {
      throw section.at("EnableSimpleResponses").bad("only simple responses run locally");
    }
    Section identity = section.section("Identity");
    List<String> headers = identity.texts("Headers");
    if (headers.size() != 1) {
      throw identity.at("Headers").bad("expected one header");
    }
    return new AuthorizerSpec(
        name, functionId(section), headers.get(0), identity.number("ReauthorizeEvery", 0));
  }

  /** The logical id: what the stack's name leaves of the function's name. */
  private String functionId(Section section) {
    String name = Resources.functionOf(section.text("FunctionArn"), section.at("FunctionArn"));
    return name.startsWith(stackName + "-") ? name.substring(stackName.length() + 1) : name;
  }
}
