package io.tapline.eventstore.notify.deliver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the console shows the connections behind an event: those of the filter of our own
 * detections ({@code _Tapline.Filter}), which has them all, else those of the Community IDs that
 * the message names ({@code _Tapline.CommunityID}), else those of its addresses; in the interval
 * that the message gives.
 */
public final class EventLink {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_TERMS = 8;

  /** Characters of the encoded filter, at most: every named event of a digest has a link. */
  static final int MAX_FILTER = 4_000;

  private static final Duration AROUND = Duration.ofMinutes(5);
  private static final String OURS = "io.tapline.report";

  private final String console;

  /**
   * @param console address of the console
   */
  public EventLink(String console) {
    this.console = console.endsWith("/") ? console : console + "/";
  }

  public String of(IdeaMessage idea) {
    JsonNode message = read(idea.json());
    Instant from =
        first(message, "WinStartTime", "EventTime").orElse(idea.detectTime().minus(AROUND));
    Instant to = first(message, "WinEndTime", "CeaseTime").orElse(idea.detectTime().plus(AROUND));
    return "%s?tab=connections&from=%s&to=%s&filter=%s"
        .formatted(
            console, coded(from.toString()), coded(to.toString()), codedFilter(idea, message));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored message is JSON", e);
    }
  }

  private static Optional<Instant> first(JsonNode message, String... names) {
    return Stream.of(names)
        .map(name -> message.path(name).asText())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .flatMap(EventLink::instant);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text.replace(' ', 'T')));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A message may name filters that are too long for a link; its addresses never are. */
  private static String codedFilter(IdeaMessage idea, JsonNode message) {
    String named = coded(filter(idea, message));
    return named.length() <= MAX_FILTER ? named : coded(addresses(idea));
  }

  private static String filter(IdeaMessage idea, JsonNode message) {
    String filter = message.path("_Tapline").path("Filter").asText();
    if (!filter.isEmpty() && idea.detectors().names().contains(OURS)) {
      return filter;
    }
    List<String> ids = texts(message.path("_Tapline").path("CommunityID"));
    return ids.isEmpty()
        ? addresses(idea)
        : any(ids.stream().map(id -> "community_id = \"" + id + '"'));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(one -> texts.add(one.asText()));
    return texts.stream().filter(text -> text.matches("[\\w:+/=]+")).toList();
  }

  private static String addresses(IdeaMessage idea) {
    String sources = hosts(idea.source().addresses());
    String targets = hosts(idea.target().addresses());
    return Stream.of(sources, targets)
        .filter(term -> !term.isEmpty())
        .map(term -> "(" + term + ")")
        .collect(Collectors.joining(" AND "));
  }

  private static String hosts(List<AddressRange> addresses) {
    return any(
        addresses.stream()
            .map(AddressRange::text)
            .filter(text -> text.indexOf('-') < 0)
            .map(text -> "host = " + text));
  }

  private static String any(Stream<String> terms) {
    return terms.limit(MAX_TERMS).collect(Collectors.joining(" OR "));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
