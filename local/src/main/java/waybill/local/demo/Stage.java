package waybill.local.demo;

import waybill.local.LocalPlatform;
import waybill.platform.Time;

/** What the story is told with, and what several of its steps look at. */
record Stage(
    LocalPlatform platform,
    Backstage backstage,
    Receiver receiver,
    Report report,
    Api api,
    Watch watch) {

  static Stage of(LocalPlatform platform, Receiver receiver, Report report) {
    return new Stage(
        platform,
        new Backstage(platform),
        receiver,
        report,
        new Api(platform.baseUrl()),
        new Watch(Time.system()));
  }

  void effects(String order, String stock, String points) throws Exception {
    watch.until(
        "stock " + stock + " and points " + points,
        () -> api.get("/orders/" + order),
        view ->
            view.path("stock").asText().equals(stock)
                && view.path("points").asText().equals(points));
  }

  long available() throws Exception {
    return api.get("/stock/tea").path("available").asLong();
  }

  long balance() throws Exception {
    return api.get("/customers/ada/points").path("balance").asLong();
  }
}
