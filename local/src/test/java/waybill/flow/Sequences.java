package waybill.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every way to draw from some things in order, each as often as one likes. */
final class Sequences {

  private Sequences() {}

  /** Of 1 to {@code lengthMax} draws. */
  static <T> List<List<T>> of(List<T> things, int lengthMax) {
    List<List<T>> all = new ArrayList<>();
    List<List<T>> last = List.of(List.of());
    for (int length = 1; length <= lengthMax; length++) {
      last =
          last.stream()
              .flatMap(
                  begun ->
                      things.stream()
                          .map(next -> Stream.concat(begun.stream(), Stream.of(next)).toList()))
              .toList();
      all.addAll(last);
    }
    return all;
  }
}
