import Bibliography
import OffprintCore
import Testing

/// Held against what BibTeX 0.99 prints with plain.bst for the sample database xampl.bib, both by Oren Patashnik, with its
/// TeX resolved. Titles keep capitals inside words, which BibTeX would lower.
@Suite("References in the plain style")
struct PlainStyleTests {
  static let database = #"""
    @STRING{ACM = "The OX Association for Computing Machinery"}
    @ARTICLE{article-minimal, author = {L[eslie] A. Aamport}, title = {The Gnats and Gnus Document Preparation System},
      journal = {\mbox{G-Animal's} Journal}, year = 1986, }
    @ARTICLE{article-full, author = {L[eslie] A. Aamport}, title = {The Gnats and Gnus Document Preparation System},
      journal = {\mbox{G-Animal's} Journal}, year = 1986, volume = 41, number = 7, pages = "73+", month = jul,
      note = "This is a full ARTICLE entry", }
    @INBOOK{inbook-full, author = "Donald E. Knuth", title = "Fundamental Algorithms", volume = 1,
      series = "The Art of Computer Programming", publisher = "Addison-Wesley", address = "Reading, Massachusetts",
      edition = "Second", month = "10~" # jan, year = "{\noopsort{1973b}}1973", type = "Section", chapter = "1.2",
      pages = "10--119", note = "This is a full INBOOK entry", }
    @BOOK{book-full, author = "Donald E. Knuth", title = "Seminumerical Algorithms", volume = 2,
      series = "The Art of Computer Programming", publisher = "Addison-Wesley", address = "Reading, Massachusetts",
      edition = "Second", month = "10~" # jan, year = "{\noopsort{1973c}}1981", note = "This is a full BOOK entry", }
    @BOOKLET{booklet-full, author = "Jill C. Knvth", title = "The Programming of Computer Art",
      howpublished = "Vernier Art Center", address = "Stanford, California", month = feb, year = 1988,
      note = "This is a full BOOKLET entry", }
    @INCOLLECTION{incollection-full, author = "Daniel D. Lincoll", title = "Semigroups of Recurrences",
      editor = "David J. Lipcoll and D. H. Lawrie and A. H. Sameh", booktitle = "High Speed Computer and Algorithm Organization",
      number = 23, series = "Fast Computers", chapter = 3, pages = "179--183", publisher = "Academic Press",
      address = "New York", edition = "Third", month = sep, year = 1977, note = "This is a full INCOLLECTION entry", }
    @INPROCEEDINGS{inproceedings-full, author = "Alfred V. Oaho and Jeffrey D. Ullman and Mihalis Yannakakis",
      title = "On Notions of Information Transfer in {VLSI} Circuits", editor = "Wizard V. Oz and Mihalis Yannakakis",
      booktitle = "Proc. Fifteenth Annual ACM Symposium on the Theory of Computing", number = 17,
      series = "All ACM Conferences", pages = "133--139", month = mar, year = 1983, address = "Boston",
      organization = ACM, publisher = "Academic Press", note = "This is a full INPROCEEDINGS entry", }
    @MASTERSTHESIS{mastersthesis-full, author = "{\'{E}}douard Masterly", title = "Mastering Thesis Writing",
      school = "Stanford University", type = "Master's project", address = "English Department", month = jun # "-" # aug,
      year = 1988, note = "This is a full MASTERSTHESIS entry", }
    @MISC{misc-full, author = "Joe-Bob Missilany", title = "Handing out random pamphlets in airports",
      howpublished = "Handed out at O'Hare", month = oct, year = 1984, note = "This is a full MISC entry", }
    @PHDTHESIS{phdthesis-full, author = "F. Phidias Phony-Baloney", title = "Fighting Fire with Fire: Festooning {F}rench Phrases",
      school = "Fanstord University", type = "{PhD} Dissertation", address = "Department of French", month = jun # "-" # aug,
      year = 1988, note = "This is a full PHDTHESIS entry", }
    @TECHREPORT{techreport-full, author = "Tom T{\'{e}}rrific", title = "An {$O(n \log n / \! \log\log n)$} Sorting Algorithm",
      institution = "Fanstord University", type = "Wishful Research Result", number = "7",
      address = "Computer Science Department, Fanstord, California", month = oct, year = 1988,
      note = "This is a full TECHREPORT entry", }
    @UNPUBLISHED{unpublished-full, author = "Ulrich {\"{U}}nderwood and Ned {\~N}et and Paul {\={P}}ot",
      title = "Lower Bounds for Wishful Research Results", month = nov # ", " # dec, year = 1988,
      note = "Talk at Fanstord University (This is a full UNPUBLISHED entry)", }
    """#

  private func text(_ key: String, style: CitationStyle = .numeric) throws -> String {
    let bibliography = Bibliography([SourceText(name: "xampl.bib", text: PlainStyleTests.database)])
    #expect(bibliography.problems == [])
    let found = try #require(bibliography.reference(key))
    #expect(found.problems == [])
    let list = ReferenceList([found.reference], style: style)
    return list.entries[0].text.plainText.replacing("\u{A0}", with: " ")
  }

  @Test(
    "entries read as BibTeX sets them",
    arguments: [
      (
        "article-minimal",
        "L[eslie] A. Aamport. The gnats and gnus document preparation system. G-Animal’s Journal, 1986."
      ),
      (
        "article-full",
        "L[eslie] A. Aamport. The gnats and gnus document preparation system. G-Animal’s Journal, 41(7):73+, July 1986. This is a full ARTICLE entry."
      ),
      (
        "inbook-full",
        "Donald E. Knuth. Fundamental Algorithms, volume 1 of The Art of Computer Programming, section 1.2, pages 10–119. Addison-Wesley, Reading, Massachusetts, second edition, 10 January 1973. This is a full INBOOK entry."
      ),
      (
        "book-full",
        "Donald E. Knuth. Seminumerical Algorithms, volume 2 of The Art of Computer Programming. Addison-Wesley, Reading, Massachusetts, second edition, 10 January 1981. This is a full BOOK entry."
      ),
      (
        "booklet-full",
        "Jill C. Knvth. The programming of computer art. Vernier Art Center, Stanford, California, February 1988. This is a full BOOKLET entry."
      ),
      (
        "incollection-full",
        "Daniel D. Lincoll. Semigroups of recurrences. In David J. Lipcoll, D. H. Lawrie, and A. H. Sameh, editors, High Speed Computer and Algorithm Organization, number 23 in Fast Computers, chapter 3, pages 179–183. Academic Press, New York, third edition, September 1977. This is a full INCOLLECTION entry."
      ),
      (
        "inproceedings-full",
        "Alfred V. Oaho, Jeffrey D. Ullman, and Mihalis Yannakakis. On notions of information transfer in VLSI circuits. In Wizard V. Oz and Mihalis Yannakakis, editors, Proc. Fifteenth Annual ACM Symposium on the Theory of Computing, number 17 in All ACM Conferences, pages 133–139, Boston, March 1983. The OX Association for Computing Machinery, Academic Press. This is a full INPROCEEDINGS entry."
      ),
      (
        "mastersthesis-full",
        "Édouard Masterly. Mastering thesis writing. Master’s project, Stanford University, English Department, June-August 1988. This is a full MASTERSTHESIS entry."
      ),
      (
        "misc-full",
        "Joe-Bob Missilany. Handing out random pamphlets in airports. Handed out at O’Hare, October 1984. This is a full MISC entry."
      ),
      (
        "phdthesis-full",
        "F. Phidias Phony-Baloney. Fighting Fire with Fire: Festooning French Phrases. PhD dissertation, Fanstord University, Department of French, June-August 1988. This is a full PHDTHESIS entry."
      ),
      (
        "techreport-full",
        #"Tom Térrific. An O(n \log n / \! \log\log n) sorting algorithm. Wishful Research Result 7, Fanstord University, Computer Science Department, Fanstord, California, October 1988. This is a full TECHREPORT entry."#
      ),
      (
        "unpublished-full",
        "Ulrich Ünderwood, Ned Ñet, and Paul P̄ot. Lower bounds for wishful research results. Talk at Fanstord University (This is a full UNPUBLISHED entry), November, December 1988."
      ),
    ])
  func plain(key: String, expected: String) throws {
    #expect(try text(key) == expected)
  }

  @Test("in the author–year style the names come first, turned round, and the year after them")
  func authorYear() throws {
    #expect(
      try text("book-full", style: .authorYear)
        == "Knuth, Donald E. (1981). Seminumerical Algorithms, volume 2 of The Art of Computer Programming. Addison-Wesley, Reading, Massachusetts, second edition. This is a full BOOK entry."
    )
  }
}
