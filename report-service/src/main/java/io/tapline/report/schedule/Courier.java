package io.tapline.report.schedule;

import io.tapline.report.document.Document;
import io.tapline.rpc.Refusal;
import java.util.List;

/** Delivers documents in one way. For any number of threads. */
@FunctionalInterface
interface Courier<D extends Delivery> {
  /**
   * Delivers, and returns when the document is where it belongs. The same parcel again replaces it
   * or does nothing.
   *
   * @throws Refusal why it could not, for people
   */
  void deliver(Parcel parcel, D delivery);

  /**
   * A document on its way.
   *
   * @param key names it: the same for every attempt
   * @param subject one line
   * @param text what people read first, a line each
   */
  record Parcel(String key, String subject, List<String> text, Document document) {}
}
