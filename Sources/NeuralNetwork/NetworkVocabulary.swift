/// What this room offers to a notebook; each list is an extension beside the code that acts on it.
package enum NetworkVocabulary {}
