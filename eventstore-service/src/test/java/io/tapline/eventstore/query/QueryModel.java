package io.tapline.eventstore.query;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.query.ModelEvent.Side;
import io.tapline.eventstore.v1.EventQuery;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What {@code build_query} means, in plain Java over values: the reference's words, not its SQL.
 */
final class QueryModel {
  private final EventQuery query;

  QueryModel(EventQuery query) {
    this.query = query;
  }

  boolean matches(ModelEvent event) {
    return times(event) && addresses(event) && ports(event) && types(event) && lists(event);
  }

  private boolean times(ModelEvent event) {
    return (!query.hasDtFrom() || !event.detected().isBefore(instant(query.getDtFrom())))
        && (!query.hasDtTo() || !event.detected().isAfter(instant(query.getDtTo())))
        && (!query.hasStFrom() || !event.stored().isBefore(instant(query.getStFrom())))
        && (!query.hasStTo() || !event.stored().isAfter(instant(query.getStTo())));
  }

  private static Instant instant(com.google.protobuf.Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  private boolean addresses(ModelEvent event) {
    return sides(
        event,
        query.getHostAddrsList(),
        query.getSourceAddrsList(),
        query.getTargetAddrsList(),
        asked -> side -> overlaps(side.addresses(), asked));
  }

  private boolean ports(ModelEvent event) {
    return sides(
        event,
        query.getHostPortsList(),
        query.getSourcePortsList(),
        query.getTargetPortsList(),
        asked -> side -> !Collections.disjoint(side.ports(), asked));
  }

  private boolean types(ModelEvent event) {
    return sides(
        event,
        query.getHostTypesList(),
        query.getSourceTypesList(),
        query.getTargetTypesList(),
        asked -> side -> anyOf(side.types(), asked, false));
  }

  private static <T> boolean sides(
      ModelEvent event,
      List<T> host,
      List<T> source,
      List<T> target,
      Function<List<T>, Predicate<Side>> test) {
    if (!host.isEmpty()) {
      return test.apply(host).test(event.source()) || test.apply(host).test(event.target());
    }
    return (source.isEmpty() || test.apply(source).test(event.source()))
        && (target.isEmpty() || test.apply(target).test(event.target()));
  }

  private static boolean overlaps(List<String> own, List<String> asked) {
    return own.stream()
        .map(AddressRange::parse)
        .anyMatch(a -> asked.stream().map(AddressRange::parse).anyMatch(b -> overlap(a, b)));
  }

  private static boolean overlap(AddressRange a, AddressRange b) {
    return a.isIpv4() == b.isIpv4()
        && compare(a.low(), b.high()) <= 0
        && compare(b.low(), a.high()) <= 0;
  }

  private static int compare(InetAddress a, InetAddress b) {
    return Arrays.compareUnsigned(a.getAddress(), b.getAddress());
  }

  private boolean lists(ModelEvent event) {
    return anyOf(event.protocols(), query.getProtocolsList(), query.getNotProtocols())
        && anyOf(event.categories(), query.getCategoriesList(), query.getNotCategories())
        && anyOf(one(event.eventClass()), query.getClassesList(), query.getNotClasses())
        && anyOf(one(event.severity()), query.getSeveritiesList(), query.getNotSeverities())
        && anyOf(event.detectors(), query.getDetectorsList(), query.getNotDetectors())
        && anyOf(event.detectorTypes(), query.getDetectorTypesList(), query.getNotDetectorTypes())
        && anyOf(event.groups(), query.getGroupsList(), query.getNotGroups())
        && anyOf(event.errors(), query.getInspectionErrsList(), query.getNotInspectionErrs())
        && (query.getDescription().isEmpty() || event.description().equals(query.getDescription()));
  }

  private static List<String> one(String value) {
    return Stream.of(value).filter(text -> !text.isEmpty()).toList();
  }

  private static boolean anyOf(List<String> own, List<String> asked, boolean not) {
    if (asked.isEmpty()) {
      return true;
    }
    boolean matches =
        switch (asked.getFirst()) {
          case "__EMPTY__" -> own.isEmpty();
          case "__ANY__" -> !own.isEmpty();
          default -> !Collections.disjoint(own, asked);
        };
    return matches != not;
  }
}
