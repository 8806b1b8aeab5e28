package io.tapline.eventstore.reporter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects what messages say about one side. */
final class DetailsBuilder {
  /** Different values of a kind, at most; the smallest of those seen first are kept. */
  static final int MAX_VALUES = 100;

  /** Earlier versions stored other texts, too. */
  private static final Predicate<String> IS_PORT = Pattern.compile("\\d{1,5}").asMatchPredicate();

  private final NavigableSet<String> hostNames = new TreeSet<>();
  private final NavigableSet<String> macAddresses = new TreeSet<>();
  private final NavigableSet<Integer> ports = new TreeSet<>();
  private final NavigableSet<String> protocols = new TreeSet<>();
  private final NavigableSet<String> urls = new TreeSet<>();
  private final NavigableSet<String> emails = new TreeSet<>();

  void add(List<JsonNode> entries) {
    for (JsonNode entry : entries) {
      add(hostNames, IdeaDocument.texts(entry, "Hostname"));
      add(macAddresses, IdeaDocument.texts(entry, "MAC"));
      add(ports, IdeaDocument.texts(entry, "Port").filter(IS_PORT).map(Integer::valueOf));
      add(protocols, IdeaDocument.texts(entry, "Proto").map(name -> name.toLowerCase(Locale.ROOT)));
      add(urls, IdeaDocument.texts(entry, "URL"));
      add(emails, IdeaDocument.texts(entry, "Email"));
    }
  }

  private static <T> void add(NavigableSet<T> values, Stream<T> more) {
    more.filter(value -> values.size() < MAX_VALUES).forEach(values::add);
  }

  SourceDetails build() {
    return new SourceDetails(
        List.copyOf(hostNames),
        List.copyOf(macAddresses),
        List.copyOf(ports),
        List.copyOf(protocols),
        List.copyOf(urls),
        List.copyOf(emails));
  }
}
