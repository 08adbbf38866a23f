import CElfutils

/// How the value of an attribute is written (DWARF 5, section 7.5.6).
enum Form {
    /// The number of bytes; -1 where it depends on the value, or the form is not known.
    static func size(_ form: Int, _ format: Abbreviations.Format) -> Int {
        switch form {
        case DW_FORM_flag_present, DW_FORM_implicit_const: 0
        case DW_FORM_data1, DW_FORM_ref1, DW_FORM_flag, DW_FORM_strx1, DW_FORM_addrx1: 1
        case DW_FORM_data2, DW_FORM_ref2, DW_FORM_strx2, DW_FORM_addrx2: 2
        case DW_FORM_strx3, DW_FORM_addrx3: 3
        case DW_FORM_data4, DW_FORM_ref4, DW_FORM_strx4, DW_FORM_addrx4, DW_FORM_ref_sup4: 4
        case DW_FORM_data8, DW_FORM_ref8, DW_FORM_ref_sig8, DW_FORM_ref_sup8: 8
        case DW_FORM_data16: 16
        case DW_FORM_addr: format.addressSize
        case DW_FORM_ref_addr: format.version <= 2 ? format.addressSize : format.offsetSize
        case DW_FORM_strp, DW_FORM_sec_offset, DW_FORM_line_strp, DW_FORM_strp_sup, DW_FORM_GNU_ref_alt,
            DW_FORM_GNU_strp_alt:
            format.offsetSize
        default: -1
        }
    }

    /// Reads past a value; its bits are returned where they are a number.
    ///
    /// - Returns: nil for a form that is not known, behind which nothing can be read.
    static func read(
        _ form: Int, constant: Int64, _ format: Abbreviations.Format, _ reader: inout ByteReader
    ) -> UInt64? {
        let size = size(form, format)
        if size == 0 { return form == DW_FORM_flag_present ? 1 : UInt64(bitPattern: constant) }
        if size > 8 {
            reader.skip(size)
            return 0
        }
        if size > 0 { return reader.unsigned(size: size) }
        switch form {
        case DW_FORM_udata, DW_FORM_ref_udata, DW_FORM_strx, DW_FORM_addrx, DW_FORM_loclistx, DW_FORM_rnglistx,
            DW_FORM_GNU_addr_index, DW_FORM_GNU_str_index:
            return reader.uleb()
        case DW_FORM_sdata: return UInt64(bitPattern: reader.sleb())
        case DW_FORM_string: reader.skipString()
        case DW_FORM_block, DW_FORM_exprloc: reader.skip(reader.uleb())
        case DW_FORM_block1: reader.skip(Int(reader.integer(UInt8.self)))
        case DW_FORM_block2: reader.skip(Int(reader.integer(UInt16.self)))
        case DW_FORM_block4: reader.skip(UInt64(reader.integer(UInt32.self)))
        case DW_FORM_indirect:
            let actual = Int(truncatingIfNeeded: reader.uleb())
            // An indirect form that names itself, or one that has no bytes here, is nobody's.
            guard actual != DW_FORM_indirect, actual != DW_FORM_implicit_const else { return nil }
            return read(actual, constant: 0, format, &reader)
        default: return nil
        }
        return 0
    }

    static func isAddressIndex(_ form: Int) -> Bool {
        switch form {
        case DW_FORM_addrx, DW_FORM_addrx1, DW_FORM_addrx2, DW_FORM_addrx3, DW_FORM_addrx4, DW_FORM_GNU_addr_index:
            true
        default: false
        }
    }
}
