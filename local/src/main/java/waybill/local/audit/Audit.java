package waybill.local.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import waybill.platform.BatchRead;
import waybill.platform.Item;
import waybill.platform.Platform;
import waybill.platform.Table;

/** All checks, in as few readings of the tables as they need. */
public final class Audit {

  private final Platform platform;
  private final TableScan scan;
  private final OrdersAndMessages ordersAndMessages;
  private final OrderEffects orderEffects;
  private final Shortages shortages;
  private final Ledger stock = new Ledger(Book.STOCK);
  private final Ledger points = new Ledger(Book.POINTS);
  private final Pending pending;
  private final Blocked blocked;
  private final SentEffects sentEffects;

  private Audit(Platform platform, Consumer<String> progress) {
    BatchRead read = new BatchRead(platform);
    Ages ages = new Ages(platform.time().now());
    this.platform = platform;
    this.scan = new TableScan(platform, new Ticker(platform, progress));
    this.ordersAndMessages = new OrdersAndMessages(read, ages);
    this.orderEffects = new OrderEffects(read, ages);
    this.shortages = new Shortages(read, ages);
    this.pending = new Pending(read, ages);
    this.blocked = new Blocked(read);
    this.sentEffects = new SentEffects(read, new Hearers(platform), ages);
  }

  /** Reads everything; {@code progress} is told of it when it takes long. */
  public static Report run(Platform platform, Consumer<String> progress) {
    return new Audit(platform, progress).report();
  }

  private Report report() {
    scan.each(Table.ORDERS, this::orders);
    scan.each(Table.OUTBOX, page -> messages(Messages.in(page)));
    ordersAndMessages.settle(scan);
    scan.each(Table.STOCK, this::stock);
    stock.settle(scan, platform.time());
    scan.each(Table.POINTS, points::page);
    points.settle(scan, platform.time());
    List<Finding> findings = new ArrayList<>(ordersAndMessages.findings());
    findings.add(orderEffects.finding());
    findings.add(shortages.finding());
    findings.add(stock.finding());
    findings.add(points.finding());
    findings.add(pending.finding());
    findings.add(blocked.finding());
    findings.add(sentEffects.finding());
    return Report.of(findings);
  }

  private void orders(List<Item> page) {
    ordersAndMessages.orders(page);
    orderEffects.page(page);
  }

  private void messages(List<Item> page) {
    ordersAndMessages.messages(page);
    pending.page(page);
    blocked.page(page);
    sentEffects.page(page);
  }

  private void stock(List<Item> page) {
    shortages.page(page);
    stock.page(page);
  }
}
