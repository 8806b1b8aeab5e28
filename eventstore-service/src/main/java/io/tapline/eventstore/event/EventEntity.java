package io.tapline.eventstore.event;

import io.tapline.eventstore.idea.AddressRange;
import io.tapline.eventstore.idea.IdeaMessage;
import io.tapline.eventstore.idea.IdeaMessage.Detectors;
import io.tapline.eventstore.idea.IdeaMessage.Side;
import io.tapline.eventstore.idea.Severity;
import io.tapline.eventstore.threshold.Decision;
import io.tapline.eventstore.threshold.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An event as a row, for reading; {@link EventRows} writes it. */
@Entity(name = "Event")
@Table(schema = "eventstore", name = "event")
public class EventEntity {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "detect_time")
  private Instant detectTime;

  @Column(name = "storage_time")
  private Instant storageTime;

  /** By the clock of the database; it says in which week's table the event is. */
  @Column(name = "insert_time", insertable = false, updatable = false)
  private Instant insertTime;

  @Column(name = "categories")
  private String[] categories;

  @Column(name = "description")
  private String description;

  @Column(name = "source_addresses")
  private String[] sourceAddresses;

  @Column(name = "target_addresses")
  private String[] targetAddresses;

  @Column(name = "source_ports")
  private Integer[] sourcePorts;

  @Column(name = "target_ports")
  private Integer[] targetPorts;

  @Column(name = "source_types")
  private String[] sourceTypes;

  @Column(name = "target_types")
  private String[] targetTypes;

  @Column(name = "protocols")
  private String[] protocols;

  @Column(name = "detectors")
  private String[] detectors;

  @Column(name = "detector_types")
  private String[] detectorTypes;

  @Column(name = "event_class")
  private String eventClass;

  @Enumerated(EnumType.STRING)
  @Column(name = "severity")
  private Severity severity;

  @Column(name = "resolved_abuses")
  private String[] resolvedAbuses;

  @Column(name = "inspection_errors")
  private String[] inspectionErrors;

  @Enumerated(EnumType.STRING)
  @Column(name = "outcome")
  private Outcome outcome;

  @Column(name = "decision_key")
  private String decisionKey;

  @Enumerated(EnumType.STRING)
  @Column(name = "state")
  private EventState state;

  @Column(name = "idea")
  private byte[] idea;

  @Column(name = "idea_bytes")
  private int ideaBytes;

  /** For Hibernate. */
  protected EventEntity() {}

  Instant insertTime() {
    return insertTime;
  }

  StoredEvent event(Decision decision) {
    IdeaMessage message =
        new IdeaMessage(
            id,
            detectTime,
            List.of(categories),
            description,
            side(sourceAddresses, sourcePorts, sourceTypes),
            side(targetAddresses, targetPorts, targetTypes),
            List.of(protocols),
            new Detectors(List.of(detectors), List.of(detectorTypes)),
            eventClass,
            severity,
            List.of(resolvedAbuses),
            List.of(inspectionErrors),
            storageTime,
            new String(idea, StandardCharsets.UTF_8));
    return new StoredEvent(message, storageTime, decision, state);
  }

  private static Side side(String[] addresses, Integer[] ports, String[] types) {
    return new Side(
        Arrays.stream(addresses).map(AddressRange::parse).toList(), List.of(ports), List.of(types));
  }
}
