# As CPython keeps a text: one, two or four bytes a letter. A function of `Letter` is made once for each.
ctypedef unsigned char Narrow
ctypedef unsigned short Wide
ctypedef unsigned int Widest

ctypedef fused Letter:
    Narrow
    Wide
    Widest
