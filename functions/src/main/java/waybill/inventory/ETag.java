package waybill.inventory;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import waybill.platform.Problem;

/**
 * Entity tags of a SKU's stock (RFC 9110, section 8.8.3). The tag is the number itself: two states
 * with the same number have the same representation.
 */
final class ETag {

  private static final Pattern TAG = Pattern.compile("\"(\\d{1,16})\"");
  private static final int TAGS_MAX = 20;

  private ETag() {}

  static String of(long available) {
    return "\"" + available + "\"";
  }

  /** The numbers an If-Match names; none for {@code *}. Weak and foreign tags match nothing. */
  static List<Long> available(String ifMatch) {
    if (ifMatch.strip().equals("*")) {
      return List.of();
    }
    List<Long> numbers =
        TAG.matcher(ifMatch.replaceAll("W/\"[^\"]*\"", ""))
            .results()
            .limit(TAGS_MAX)
            .map((MatchResult tag) -> Long.parseLong(tag.group(1)))
            .toList();
    if (numbers.isEmpty()) {
      throw Problem.preconditionFailed("If-Match names no tag that this API gives out");
    }
    return numbers;
  }
}
