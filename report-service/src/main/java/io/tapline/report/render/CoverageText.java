package io.tapline.report.render;

import io.tapline.report.log.Completeness;
import io.tapline.report.page.Page;
import io.tapline.report.page.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What an answer does not cover, in sentences. */
final class CoverageText {
  private static final int SHOWN = 10;

  /** Under which the log counts losses of which no size is known. */
  private static final String UNKNOWN = "unknown";

  private final Question question;

  CoverageText(Question question) {
    this.question = question;
  }

  Page.Coverage of(Completeness completeness) {
    List<String> missing = missing(completeness);
    boolean complete =
        completeness.state() == Completeness.State.COMPLETE && completeness.keptSince() == null;
    List<String> sentences = new ArrayList<>(missing);
    if (complete) {
      sentences.add("Captured throughout the interval; nothing is known to be missing.");
    } else if (missing.isEmpty()) {
      sentences.add("The log does not say that everything was captured.");
    }
    if (completeness.asOf() != null) {
      sentences.add("As of " + question.time(completeness.asOf()) + ".");
    }
    return new Page.Coverage(complete, sentences);
  }

  /** Of a comparison. */
  Page.Coverage of(Completeness completeness, Completeness baseline) {
    Page.Coverage now = of(completeness);
    Page.Coverage before = of(baseline);
    return new Page.Coverage(
        now.complete() && before.complete(),
        Stream.concat(
                now.sentences().stream(),
                before.sentences().stream().map(sentence -> "Baseline: " + sentence))
            .toList());
  }

  private List<String> missing(Completeness completeness) {
    List<String> sentences = new ArrayList<>();
    completeness
        .filterRemarks()
        .forEach(remark -> sentences.add("Filter: " + remark.description()));
    add(sentences, completeness.uncovered().stream().map(this::gap).toList(), "gaps");
    if (completeness.keptSince() != null) {
      sentences.add(
          "Kept since %s: %s earlier connections left the log by retention."
              .formatted(
                  question.time(completeness.keptSince()),
                  Unit.count(completeness.removedConnections())));
    }
    new TreeMap<>(completeness.lost())
        .entrySet().stream().map(CoverageText::lost).forEach(sentences::add);
    add(sentences, completeness.losses().stream().map(this::loss).toList(), "losses");
    return sentences;
  }

  private static void add(List<String> sentences, List<String> all, String noun) {
    sentences.addAll(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      sentences.add("And %d more %s.".formatted(all.size() - SHOWN, noun));
    }
  }

  private static String lost(Map.Entry<String, Long> lost) {
    String count = Unit.count(lost.getValue());
    return lost.getKey().equals(UNKNOWN)
        ? "Losses of unknown size: " + count + "."
        : "Lost: " + count + " " + lost.getKey() + ".";
  }

  private String gap(Completeness.Gap gap) {
    if (gap.start() != null && gap.end() != null) {
      return "Nothing was captured from %s to %s."
          .formatted(question.time(gap.start()), question.time(gap.end()));
    }
    if (gap.start() != null) {
      return "Nothing was captured after %s.".formatted(question.time(gap.start()));
    }
    return gap.end() == null
        ? "Nothing was captured in this interval."
        : "Nothing was captured before %s.".formatted(question.time(gap.end()));
  }

  private String loss(Completeness.Loss loss) {
    String place = loss.source() + " (" + loss.hop() + "): " + loss.description();
    return loss.start() == null ? place : question.time(loss.start()) + ", " + place;
  }
}
