package io.pgbelay.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgbelay.api.BackupRunStatus;
import io.pgbelay.api.FailureReason;
import io.pgbelay.api.PromotionStatus;
import io.pgbelay.api.RestoreRequestStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is written down is true: reference pages are the schemas', and what a page points at is there. */
class DocsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
    private static final Pattern ANCHOR = Pattern.compile("\\]\\(([^)#\\s]*)#([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern TARGET = Pattern.compile("(?m)(?:`|^)make ([a-z0-9-]+)");

    private static final List<String> TOP = List.of("crds/", "docs/", "examples/", "helm/", "operator/", ".ci/");

    @Test
    void referencePagesAreTheSchemas() {
        for (var crd : Crds.all()) {
            Golden.check("docs/reference/" + crd.getSpec().getNames().getSingular() + ".md", Reference.of(crd));
        }
        Golden.check("docs/reference/reasons.md", Reference.reasons());
        Golden.check("docs/reference/promotion-phases.md", States.promotion());
        Golden.check("docs/reference/backuprun-phases.md", States.backup());
        Golden.check("docs/reference/restorerequest-phases.md", States.restore());
    }

    @Test
    void everyReasonHasASentence() {
        for (var reason : FailureReason.values()) {
            assertThat(reason.advice()).as(reason.name()).endsWith(".").hasSizeBetween(20, 160);
        }
    }

    @Test
    void everyPhaseIsDrawn() {
        assertThat(PromotionStatus.Phase.values())
                .allSatisfy(phase -> assertThat(States.promotion()).contains("--> " + phase));
        assertThat(BackupRunStatus.Phase.values())
                .allSatisfy(phase -> assertThat(States.backup()).contains("--> " + phase));
        assertThat(RestoreRequestStatus.Phase.values())
                .allSatisfy(phase -> assertThat(States.restore()).contains("--> " + phase));
    }

    @Test
    void everyKindHasAPage() {
        for (var crd : Crds.all()) {
            var kind = crd.getSpec().getNames().getSingular();
            assertThat(Repository.ROOT.resolve("docs/kinds/" + kind + ".md")).exists();
        }
    }

    @Test
    void linksLeadSomewhere() {
        var broken = new ArrayList<String>();
        for (var file : Prose.files()) {
            var text = FENCE.matcher(Repository.read(file)).replaceAll("");
            LINK.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .filter(DocsTest::local)
                    .forEach(link -> {
                        if (!Files.exists(folder(file).resolve(link))) {
                            broken.add(name(file) + ": " + link);
                        }
                    });
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void anchorsAreHeadings() {
        var broken = new ArrayList<String>();
        for (var file : Prose.files()) {
            ANCHOR.matcher(Repository.read(file))
                    .results()
                    .filter(match -> local(match.group(1)))
                    .forEach(match -> {
                        var page =
                                match.group(1).isEmpty() ? file : folder(file).resolve(match.group(1));
                        if (!Files.exists(page) || !anchors(page).contains(match.group(2))) {
                            broken.add(name(file) + ": #" + match.group(2));
                        }
                    });
        }
        assertThat(broken).isEmpty();
    }

    /** Paths in code quotes that begin with one of our folders. */
    @Test
    void pathsThatAreNamedExist() {
        var missing = new ArrayList<String>();
        for (var file : Prose.files()) {
            var text = FENCE.matcher(Repository.read(file)).replaceAll("");
            CODE.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .filter(DocsTest::path)
                    .forEach(path -> {
                        if (!Files.exists(Repository.ROOT.resolve(path))) {
                            missing.add(name(file) + ": " + path);
                        }
                    });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void makeTargetsThatAreNamedExist() {
        var makefile = Repository.read(Repository.ROOT.resolve("Makefile"));
        for (var file : Prose.files()) {
            TARGET.matcher(Repository.read(file))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(target -> assertThat(makefile)
                            .as("%s names make %s", name(file), target)
                            .containsPattern("(?m)^" + target + ":"));
        }
    }

    private static boolean local(String link) {
        return !link.contains("://") && !link.startsWith("mailto:");
    }

    private static boolean path(String code) {
        return TOP.stream().anyMatch(code::startsWith)
                && code.matches("[A-Za-z0-9._/-]+")
                && !code.contains("/target/");
    }

    private static List<String> anchors(Path page) {
        return Repository.read(page)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s*", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toList());
    }

    private static Path folder(Path file) {
        return file.getParent() == null ? Repository.ROOT : file.getParent();
    }

    private static String name(Path file) {
        return Repository.ROOT.relativize(file).toString();
    }
}
