package io.tapline.report.page;

import java.util.List;

/**
 * A report to read.
 *
 * @param facts what was asked: interval, filter
 * @param coverage what the numbers do not cover
 */
public record Page(String title, List<Fact> facts, List<Section> sections, Coverage coverage) {
  public Page {
    facts = List.copyOf(facts);
    sections = List.copyOf(sections);
  }

  /**
   * The one that says most.
   *
   * @throws java.util.NoSuchElementException where there is none
   */
  public Plot firstPlot() {
    return sections.stream().flatMap(section -> section.plots().stream()).findFirst().orElseThrow();
  }

  /** Something with its name, for example {@code Filter}. */
  public record Fact(String name, String text) {}

  /**
   * Plots and the table with their numbers.
   *
   * @param notes sentences under the table
   */
  public record Section(List<Plot> plots, Table table, List<String> notes) {
    public Section {
      plots = List.copyOf(plots);
      notes = List.copyOf(notes);
    }
  }

  /**
   * How far the numbers can be relied on.
   *
   * @param complete whether nothing is known to be missing
   * @param sentences what is; never empty
   */
  public record Coverage(boolean complete, List<String> sentences) {
    public Coverage {
      sentences = List.copyOf(sentences);
    }
  }
}
