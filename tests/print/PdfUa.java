import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds each file named against PDF/UA-1: one line for each rule it breaks, then "checked" and their number. */
public class PdfUa {
    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour rules = PDFAFlavour.byFlavourId("ua1");
        for (String path : paths) {
            Map<String, Integer> broken = new TreeMap<>();
            try (InputStream file = new FileInputStream(path);
                    PDFAParser parser = Foundries.defaultInstance().createParser(file, rules);
                    PDFAValidator validator =
                            Foundries.defaultInstance().createValidator(rules, 1000, false, false, false)) {
                ValidationResult result = validator.validate(parser);
                for (TestAssertion each : result.getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        broken.merge(each.getRuleId().getClause() + " " + each.getMessage(), 1, Integer::sum);
                    }
                }
                if (broken.isEmpty() && !result.isCompliant()) broken.put("not compliant", 1);
            }
            broken.forEach((rule, count) -> System.out.println(path + ": " + rule + " (" + count + " times)"));
        }
        System.out.println("checked " + paths.length);
    }
}
