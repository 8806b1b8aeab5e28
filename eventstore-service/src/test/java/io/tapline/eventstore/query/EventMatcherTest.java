package io.tapline.eventstore.query;

import static io.tapline.eventstore.StoreOnPostgres.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapline.eventstore.StoreOnPostgres;
import io.tapline.eventstore.StoredEvents;
import io.tapline.eventstore.event.StoredEvent;
import io.tapline.eventstore.idea.IdeaLimits;
import io.tapline.eventstore.idea.IdeaParser;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** In memory and over the table, a question has one answer. */
class EventMatcherTest {
  private static final int EVENTS = 120;

  private final Random random = new Random(1);

  @Test
  void every_condition_finds_in_memory_what_it_finds_in_the_table() throws Exception {
    try (StoreOnPostgres store = new StoreOnPostgres()) {
      IdeaParser parser = new IdeaParser(IdeaLimits.DEFAULT);
      for (int i = 0; i < EVENTS; i++) {
        assertThat(await(store.inserter.insert(List.of(parser.parse(idea(i)))))).hasSize(1);
      }
      store.execute("UPDATE eventstore.event SET state = 'CLOSED' WHERE id LIKE '%7'");
      List<String> ids =
          StreamSupport.stream(
                  store
                      .pool
                      .query("SELECT id FROM eventstore.event")
                      .executeAndAwait()
                      .spliterator(),
                  false)
              .map(row -> row.getString(0))
              .toList();
      List<StoredEvent> events = await(new StoredEvents(store.pool).readIds(ids));
      int matched = 0;
      for (io.tapline.eventstore.v1.EventQuery message : questions()) {
        EventQuery query = new QueryRequests(100).query(message);
        Set<String> found = inMemory(query, events);
        assertThat(found).as(message.toString()).isEqualTo(inTable(store, query));
        matched += found.isEmpty() || found.size() == EVENTS ? 0 : 1;
      }
      assertThat(matched).as("questions that divide the events").isGreaterThan(12);
    }
  }

  private static Set<String> inMemory(EventQuery query, List<StoredEvent> events) {
    EventMatcher matcher = new EventMatcher(query);
    return events.stream()
        .filter(
            event ->
                matcher.matches(
                    new EventMatcher.Candidate(
                        event.idea(),
                        event.storageTime(),
                        event.decision().outcome().name(),
                        event.state().name())))
        .map(event -> event.idea().id())
        .collect(Collectors.toSet());
  }

  private static Set<String> inTable(StoreOnPostgres store, EventQuery query) {
    Sql sql = ConditionSql.where(query, new Sql().append("select e.id from eventstore.event e"));
    List<Row> rows = new ArrayList<>();
    store.pool.preparedQuery(sql.text()).executeAndAwait(sql.values()).forEach(rows::add);
    return rows.stream().map(row -> row.getString(0)).collect(Collectors.toSet());
  }

  private String idea(int number) {
    String severity = List.of("low", "high", "critical").get(random.nextInt(3));
    String severities = random.nextInt(4) == 0 ? "" : ", \"EventSeverity\": \"" + severity + '"';
    String eventClass =
        random.nextInt(4) == 0 ? "" : ", \"EventClass\": \"c" + random.nextInt(3) + '"';
    return """
    {"Format": "IDEA0", "ID": "event-%d", "DetectTime": "2026-03-0%dT00:00:00Z",
     "Category": ["%s"], "Description": "%s scan",
     "Source": [{"IP4": ["10.0.%d.%d"], "Port": [%d], "Proto": ["%s"], "Type": ["T%d"]}],
     "Target": [{"IP6": ["2001:db8::%d"], "IP4": ["192.0.2.%d-192.0.2.%d"]}],
     "Node": [{"Name": "node%d", "Type": ["N"]}],
     "_CESNET": {"Impact": "x"%s%s}}\
    """
        .formatted(
            number,
            1 + random.nextInt(5),
            List.of("Recon.Scanning", "Test").get(random.nextInt(2)),
            List.of("A", "Another").get(random.nextInt(2)),
            random.nextInt(4),
            random.nextInt(4),
            20 + random.nextInt(4),
            List.of("tcp", "udp").get(random.nextInt(2)),
            random.nextInt(2),
            random.nextInt(4),
            random.nextInt(10),
            10 + random.nextInt(10),
            random.nextInt(3),
            severities,
            eventClass);
  }

  private static List<io.tapline.eventstore.v1.EventQuery> questions() {
    List<io.tapline.eventstore.v1.EventQuery> questions = new ArrayList<>();
    for (String text :
        List.of(
            "dt_from { seconds: 1772409600 } dt_to { seconds: 1772582400 }",
            "source_addrs: '10.0.1.0/24'",
            "target_addrs: '192.0.2.5' target_addrs: '2001:db8::3'",
            "host_addrs: '10.0.0.0-10.0.0.2'",
            "source_ports: 21 source_ports: 22",
            "host_ports: 23",
            "host_types: 'T1'",
            "source_types: '__ANY__'",
            "target_types: '__EMPTY__'",
            "protocols: 'TCP'",
            "protocols: 'udp' not_protocols: true",
            "categories: 'Test'",
            "classes: 'C1' classes: 'c2'",
            "classes: '__EMPTY__'",
            "classes: '__EMPTY__' not_classes: true",
            "severities: 'high'",
            "severities: '__EMPTY__'",
            "severities: 'low' not_severities: true",
            "detectors: 'node2'",
            "detector_types: 'N' not_detector_types: true",
            "groups: '__ANY__'",
            "description: 'A scan'",
            "description_contains: 'ANOTHER'",
            "outcomes: 'new'",
            "outcomes: 'thresholded' categories: 'Test'",
            "states: 'closed'",
            "states: 'open' source_ports: 20")) {
      questions.add(parsed(text));
    }
    return questions;
  }

  private static io.tapline.eventstore.v1.EventQuery parsed(String text) {
    try {
      return com.google.protobuf.TextFormat.parse(text, io.tapline.eventstore.v1.EventQuery.class);
    } catch (com.google.protobuf.TextFormat.ParseException e) {
      throw new AssertionError(text, e);
    }
  }
}
