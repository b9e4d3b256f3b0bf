package waybill.platform;

import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.util.regex.Pattern;

/** An item as a stream shows it: the same attributes in Lambda's own types. */
public final class StreamImage {

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private StreamImage() {}

  /** The new item's texts and whole numbers; empty when the record shows no new item. */
  public static Item newItem(StreamRecord record) {
    Item item = Item.empty();
    if (record != null && record.getNewImage() != null) {
      record.getNewImage().forEach((name, value) -> add(item, name, value));
    }
    return item;
  }

  private static void add(Item item, String name, AttributeValue value) {
    if (value.getS() != null) {
      item.with(name, value.getS());
    } else if (value.getN() != null && WHOLE_NUMBER.matcher(value.getN()).matches()) {
      item.with(name, Long.parseLong(value.getN()));
    }
  }
}
