package waybill.local.template;

import java.util.List;

/** The arguments of an intrinsic function. */
final class Arguments {

  private Arguments() {}

  static List<?> list(Object argument, int count, Where where) {
    if (!(argument instanceof List<?> list) || list.size() != count) {
      throw where.bad("expected a list of " + count);
    }
    return list;
  }

  static String text(Object value, Where where) {
    if (value instanceof String || value instanceof Boolean) {
      return value.toString();
    }
    throw where.bad("expected a text");
  }
}
