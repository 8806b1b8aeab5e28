package io.tapline.wire;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may import which. */
class PackageOrderTest {
  private static final String WIRE = "io.tapline.wire.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tapline.wire");

  @Test
  void no_packages_import_each_other_in_a_circle() {
    slices().matching(WIRE + "(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void imports_point_from_facades_over_formats_to_numbers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("numbers")
        .definedBy(of("bytes", "protocol", "address"))
        .layer("flow records")
        .definedBy(of("flow"))
        .layer("what formats have in common")
        .definedBy(of("text", "time", "frame", "exporter"))
        .layer("formats")
        .definedBy(
            of(
                "capture",
                "communityid",
                "compress",
                "eve",
                "fileid",
                "firewall",
                "flowtools",
                "ipfix",
                "netflow",
                "nfdump",
                "sflow",
                "tabular",
                "zeek"))
        .layer("facades")
        .definedBy(of("datagram", "detect", "flowexport"))
        .whereLayer("facades")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("formats")
        .mayOnlyBeAccessedByLayers("facades")
        .whereLayer("what formats have in common")
        .mayOnlyBeAccessedByLayers("formats", "facades")
        .whereLayer("flow records")
        .mayOnlyBeAccessedByLayers("what formats have in common", "formats", "facades")
        .ensureAllClassesAreContainedInArchitectureIgnoring("io.tapline.wire")
        .check(CLASSES);
  }

  private static String[] of(String... packages) {
    String[] patterns = new String[packages.length];
    for (int i = 0; i < packages.length; i++) {
      patterns[i] = WIRE + packages[i] + "..";
    }
    return patterns;
  }
}
